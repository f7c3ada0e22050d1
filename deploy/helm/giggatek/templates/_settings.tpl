{{/* Settings of the program as environment, YAML of name: value; secrets are files instead. */}}

{{- define "giggatek.shutdownSettings" -}}
Shutdown__KeepServingSeconds: {{ .Values.shutdown.keepServingSeconds | quote }}
Shutdown__DrainSeconds: {{ .Values.shutdown.drainSeconds | quote }}
{{- end -}}

{{- define "giggatek.gatewaySettings" -}}
{{ include "giggatek.shutdownSettings" . }}
Gateway__StateFile: /etc/giggatek/release/release.json
Gateway__AcceptEarlier: true
Gateway__PublicUrl: {{ .Values.publicUrl | quote }}
{{- range $i, $network := .Values.gateway.trustedProxies }}
Gateway__TrustedProxies__{{ $i }}: {{ $network | quote }}
{{- end }}
{{- range $name, $value := .Values.settings }}
{{- if regexMatch "^(RateLimits|Redis)__" $name }}
{{ $name }}: {{ ternary (int64 $value) $value (kindIs "float64" $value) | toString | quote }}
{{- end }}
{{- end }}
{{- end -}}

{{- define "giggatek.edgeSettings" -}}
{{ include "giggatek.shutdownSettings" . }}
EDGE_SERVER_NAMES: {{ include "giggatek.host" . | quote }}
EDGE_GATEWAY: {{ printf "%s:%v" (include "giggatek.nameOf" (dict "root" . "component" "gateway")) .Values.gateway.service.port | quote }}
EDGE_TLS: "off"
EDGE_HEALTH: "8082"
EDGE_WORKERS: "2"
EDGE_ENGINE: {{ .Values.edge.engine | quote }}
EDGE_TRUSTED_PROXIES: {{ join " " .Values.edge.trustedProxies | quote }}
{{- end -}}

{{- define "giggatek.migrationSettings" -}}
Database__Provider: mysql
Database__AcceptExpanded: true
Shop__PublicUrl: {{ .Values.publicUrl | quote }}
{{- range $name, $value := .Values.settings }}
{{ $name }}: {{ ternary (int64 $value) $value (kindIs "float64" $value) | toString | quote }}
{{- end }}
{{- end -}}

{{- define "giggatek.shopSettings" -}}
{{ include "giggatek.migrationSettings" . }}
{{ include "giggatek.shutdownSettings" . }}
{{- range $i, $network := .Values.shop.trustedProxies }}
Shop__TrustedProxies__{{ $i }}: {{ $network | quote }}
{{- end }}
Keys__MasterKeyFile: /run/secrets/master.key
Payments__Provider: {{ .Values.payments.provider }}
{{- if eq .Values.payments.provider "stripe" }}
Payments__Stripe__PublishableKey: {{ .Values.payments.publishableKey | quote }}
{{- end }}
Notifications__Delivery: {{ .Values.mail.delivery }}
{{- if eq .Values.mail.delivery "smtp" }}
Notifications__Smtp__Host: {{ .Values.mail.host | quote }}
Notifications__Smtp__Port: {{ .Values.mail.port | quote }}
Notifications__Smtp__Security: {{ .Values.mail.security }}
{{- with .Values.mail.user }}
Notifications__Smtp__User: {{ . | quote }}
{{- end }}
{{- end }}
{{- with .Values.mail.from }}
Shop__MailFrom: {{ . | quote }}
{{- end }}
{{- end -}}

{{- define "giggatek.env" -}}
{{- range $name, $value := . }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}
