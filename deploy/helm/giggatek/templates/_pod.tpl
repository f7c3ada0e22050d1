{{/* What all pods have in common. Nothing here can be weakened by a value. */}}

{{- define "giggatek.podSecurity" -}}
runAsNonRoot: true
runAsUser: 1654
runAsGroup: 1654
fsGroup: 1654
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "giggatek.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities: { drop: [ALL] }
{{- end -}}

{{/* The root is read-only: the data folder and temporary files live as long as the pod. */}}
{{- define "giggatek.scratchVolumes" -}}
- name: data
  emptyDir: { sizeLimit: 1Gi }
- name: tmp
  emptyDir: { sizeLimit: 1Gi }
{{- end -}}

{{- define "giggatek.scratchMounts" -}}
- { name: data, mountPath: /data }
- { name: tmp, mountPath: /tmp }
{{- end -}}

{{/* Startup may take two minutes. Live says only that the process answers, so that a lost database restarts nothing. port: its name. */}}
{{- define "giggatek.probes" -}}
startupProbe:
  httpGet: { path: /health/live, port: {{ .port }} }
  periodSeconds: 2
  timeoutSeconds: 2
  failureThreshold: 60
readinessProbe:
  httpGet: { path: /health/ready, port: {{ .port }} }
  periodSeconds: 3
  timeoutSeconds: 3
  failureThreshold: 2
livenessProbe:
  httpGet: { path: /health/live, port: {{ .port }} }
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
{{- end -}}

{{/* root, component, colour, workload. Only pods of the same revision count: matchLabelKeys. */}}
{{- define "giggatek.placement" -}}
topologySpreadConstraints:
  {{- range $topology, $when := dict "topology.kubernetes.io/zone" .workload.spread.zones "kubernetes.io/hostname" .workload.spread.nodes }}
  - topologyKey: {{ $topology }}
    whenUnsatisfiable: {{ $when }}
    maxSkew: 1
    labelSelector:
      matchLabels:
        {{- include "giggatek.selector" $ | nindent 8 }}
    matchLabelKeys: [pod-template-hash]
  {{- end }}
{{- with .workload.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .workload.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .workload.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- define "giggatek.pullSecrets" -}}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}
