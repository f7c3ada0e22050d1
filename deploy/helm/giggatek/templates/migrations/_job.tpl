{{/* root, phase, timeout, hook, and perhaps tag and digest. It tries once more when its node goes; a migration that fails fails again. */}}
{{- define "giggatek.migration" -}}
apiVersion: batch/v1
kind: Job
metadata:
  name: {{ include "giggatek.nameOf" (dict "root" .root "component" "migrate") }}-{{ .phase }}
  labels:
    {{- include "giggatek.labels" (dict "root" .root "component" "migrate") | nindent 4 }}
  annotations:
    helm.sh/hook: {{ .hook }}
    helm.sh/hook-weight: "0"
    helm.sh/hook-delete-policy: before-hook-creation
spec:
  backoffLimit: 1
  activeDeadlineSeconds: {{ add .timeout 60 }}
  template:
    metadata:
      labels:
        {{- include "giggatek.podLabels" (dict "root" .root "component" "migrate") | nindent 8 }}
    spec:
      restartPolicy: Never
      serviceAccountName: {{ include "giggatek.nameOf" (dict "root" .root "component" "migrate") }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with include "giggatek.pullSecrets" .root }}
      {{- . | trim | nindent 6 }}
      {{- end }}
      securityContext:
        {{- include "giggatek.podSecurity" . | nindent 8 }}
      containers:
        - name: migrate
          image: {{ include "giggatek.image" (dict "root" .root "tag" (get . "tag") "digest" (get . "digest")) | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: ["migrate", "--phase", "{{ .phase }}", "--timeout", "{{ .timeout }}", "--data", "/data"]
          env:
            {{- include "giggatek.env" (include "giggatek.migrationSettings" .root | fromYaml) | trim | nindent 12 }}
          resources:
            {{- toYaml .root.Values.migrations.resources | nindent 12 }}
          securityContext:
            {{- include "giggatek.containerSecurity" . | nindent 12 }}
          volumeMounts:
            {{- include "giggatek.scratchMounts" . | nindent 12 }}
            - { name: secrets, mountPath: /run/secrets, readOnly: true }
      volumes:
        {{- include "giggatek.scratchVolumes" . | nindent 8 }}
        {{- include "giggatek.secretVolume" (dict "root" .root "secrets" (include "giggatek.migrationSecrets" .root | fromYamlArray)) | nindent 8 }}
{{- end -}}
