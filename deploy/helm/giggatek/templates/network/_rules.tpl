{{/* Rules of NetworkPolicies. */}}

{{- define "giggatek.toDns" -}}
- to:
    {{- toYaml .Values.networkPolicy.dns.to | nindent 4 }}
  ports:
    - { protocol: UDP, port: {{ .Values.networkPolicy.dns.port }} }
    - { protocol: TCP, port: {{ .Values.networkPolicy.dns.port }} }
{{- end -}}

{{/* peers, port */}}
{{- define "giggatek.to" -}}
- to:
    {{- toYaml .peers | nindent 4 }}
  ports:
    - { protocol: TCP, port: {{ .port }} }
{{- end -}}

{{- define "giggatek.from" -}}
- from:
    {{- toYaml .peers | nindent 4 }}
  ports:
    - { protocol: TCP, port: {{ .port }} }
{{- end -}}

{{/* What the shop and the worker talk to. */}}
{{- define "giggatek.toBackends" -}}
{{ include "giggatek.toDns" . }}
{{ include "giggatek.to" (dict "peers" .Values.database.network "port" .Values.database.port) }}
{{- if .Values.redis.enabled }}
{{ include "giggatek.to" (dict "peers" .Values.redis.network "port" .Values.redis.port) }}
{{- end }}
{{- if eq .Values.mail.delivery "smtp" }}
{{ include "giggatek.to" (dict "peers" .Values.mail.network "port" .Values.mail.port) }}
{{- end }}
{{- if eq .Values.payments.provider "stripe" }}
{{ include "giggatek.to" (dict "peers" .Values.payments.network "port" 443) }}
{{- end }}
{{- with .Values.webhooks.network }}
{{ include "giggatek.to" (dict "peers" . "port" 443) }}
{{- end }}
{{- end -}}

{{/* Pods of this release; root and component. */}}
{{- define "giggatek.peer" -}}
- podSelector:
    matchLabels:
      {{- include "giggatek.selector" . | nindent 6 }}
{{- end -}}

{{/* root, component, ingress, egress (YAML, or "" for none), hook. */}}
{{- define "giggatek.networkPolicy" -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "giggatek.nameOf" . }}
  labels:
    {{- include "giggatek.labels" . | nindent 4 }}
  {{- if get . "hook" }}
  annotations:
    helm.sh/hook: pre-install,pre-upgrade
    helm.sh/hook-weight: "-10"
    helm.sh/hook-delete-policy: before-hook-creation
  {{- end }}
spec:
  podSelector:
    matchLabels:
      {{- include "giggatek.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  {{- with .ingress }}
  ingress:
    {{- . | trim | nindent 4 }}
  {{- end }}
  {{- with .egress }}
  egress:
    {{- . | trim | nindent 4 }}
  {{- end }}
{{- end -}}
