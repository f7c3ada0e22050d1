{{/*
Secrets are files in /run/secrets, named as the setting that they are. A list of them is YAML of id (its name below .Values.secrets),
file, and at (where it is: name and key, or remoteKey and property).
*/}}

{{- define "giggatek.secret" -}}
- { id: {{ .id }}, file: {{ .file }}, at: {{ toJson .at }} }
{{- end -}}

{{/* Those of the shop and the worker. */}}
{{- define "giggatek.shopSecrets" -}}
{{- $secrets := .Values.secrets -}}
{{ include "giggatek.secret" (dict "id" "databaseConnection" "file" "Database__ConnectionString" "at" $secrets.databaseConnection) }}
{{ include "giggatek.secret" (dict "id" "masterKey" "file" "master.key" "at" $secrets.masterKey) }}
{{ include "giggatek.secret" (dict "id" "webhookSecret" "file" "Payments__WebhookSecret" "at" $secrets.webhookSecret) }}
{{- if eq .Values.payments.provider "stripe" }}
{{ include "giggatek.secret" (dict "id" "stripeSecretKey" "file" "Payments__Stripe__SecretKey" "at" $secrets.stripeSecretKey) }}
{{- end }}
{{- range $i, $replica := $secrets.replicaConnections }}
{{ include "giggatek.secret" (dict "id" (printf "replicaConnections-%d" $i) "file" (printf "Database__Replicas__%d" $i) "at" $replica) }}
{{- end }}
{{- if .Values.redis.enabled }}
{{ include "giggatek.gatewaySecrets" . }}
{{- end }}
{{- if and (eq .Values.mail.delivery "smtp") .Values.mail.user }}
{{ include "giggatek.secret" (dict "id" "smtpPassword" "file" "Notifications__Smtp__Password" "at" $secrets.smtpPassword) }}
{{- end }}
{{- end -}}

{{/* That of gateways, where there is Redis: they count requests in it together. */}}
{{- define "giggatek.gatewaySecrets" -}}
{{ include "giggatek.secret" (dict "id" "redisConnection" "file" "Redis__Connection" "at" .Values.secrets.redisConnection) }}
{{- end -}}

{{/* That of migrations: their own user, or the shop's. */}}
{{- define "giggatek.migrationSecrets" -}}
{{- $own := .Values.secrets.migrationConnection -}}
{{- $id := ternary "migrationConnection" "databaseConnection" (not (empty (ternary $own.remoteKey $own.name .Values.secrets.external.enabled))) -}}
{{ include "giggatek.secret" (dict "id" $id "file" "Database__ConnectionString" "at" (get .Values.secrets $id)) }}
{{- end -}}

{{/* What an ExternalSecret makes. */}}
{{- define "giggatek.externalName" -}}
{{ include "giggatek.name" . }}-secrets
{{- end -}}

{{/* One volume of several Secrets; root, and the list. */}}
{{- define "giggatek.secretVolume" -}}
- name: secrets
  projected:
    defaultMode: 0440
    sources:
      {{- range .secrets }}
      - secret:
          {{- if $.root.Values.secrets.external.enabled }}
          name: {{ include "giggatek.externalName" $.root }}
          items: [{ key: {{ .id }}, path: {{ .file }} }]
          {{- else }}
          name: {{ required (printf "secrets.%s.name is empty; name the Secret that holds it, or use secrets.external." .id) (get .at "name") }}
          items: [{ key: {{ required (printf "secrets.%s.key is empty; name the key of the Secret that holds it." .id) (get .at "key") }}, path: {{ .file }} }]
          {{- end }}
      {{- end }}
{{- end -}}
