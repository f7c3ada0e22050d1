{{/*
A server and what goes with it. One dictionary describes it:
  root, component, colour (or ""), version, workload (its values), image, args, env (a dictionary), volumes, mounts (YAML),
  ports (a dictionary of name: number), probePort, and perhaps stop: a command that ends before the server is told to.
*/}}

{{- define "giggatek.deployment" -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "giggatek.nameOf" . }}
  labels:
    {{- include "giggatek.labels" . | nindent 4 }}
spec:
  {{- if not .workload.autoscaling.enabled }}
  replicas: {{ .workload.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  minReadySeconds: 5
  progressDeadlineSeconds: 300
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxSurge: 1, maxUnavailable: 0 }    # never fewer than asked for
  selector:
    matchLabels:
      {{- include "giggatek.selector" . | nindent 6 }}
  template:
    metadata:
      labels:
        {{- include "giggatek.podLabels" . | nindent 8 }}
      {{- with .workload.podAnnotations }}
      annotations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
    spec:
      serviceAccountName: {{ include "giggatek.nameOf" (omit . "colour") }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      {{- with include "giggatek.pullSecrets" .root }}
      {{- . | trim | nindent 6 }}
      {{- end }}
      terminationGracePeriodSeconds: {{ add .root.Values.shutdown.keepServingSeconds .root.Values.shutdown.drainSeconds 10 }}
      securityContext:
        {{- include "giggatek.podSecurity" . | nindent 8 }}
      {{- include "giggatek.placement" . | nindent 6 }}
      containers:
        - name: {{ .component }}
          image: {{ .image | quote }}
          imagePullPolicy: {{ .root.Values.image.pullPolicy }}
          args: {{ toJson .args }}
          env:
            {{- include "giggatek.env" .env | trim | nindent 12 }}
          ports:
            {{- range $name, $port := .ports }}
            - { name: {{ $name }}, containerPort: {{ $port }} }
            {{- end }}
          {{- include "giggatek.probes" (dict "port" .probePort) | nindent 10 }}
          {{- with get . "stop" }}
          lifecycle: { preStop: { exec: { command: {{ toJson . }} } } }
          {{- end }}
          resources:
            {{- toYaml .workload.resources | nindent 12 }}
          securityContext:
            {{- include "giggatek.containerSecurity" . | nindent 12 }}
          volumeMounts:
            {{- .mounts | trim | nindent 12 }}
      volumes:
        {{- .volumes | trim | nindent 8 }}
{{- end -}}

{{/* Up at once, down slowly: a pod more is cheap, a slow page is not. */}}
{{- define "giggatek.autoscaler" -}}
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: {{ include "giggatek.nameOf" . }}
  labels:
    {{- include "giggatek.labels" . | nindent 4 }}
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: {{ include "giggatek.nameOf" . }} }
  minReplicas: {{ .workload.autoscaling.minReplicas }}
  maxReplicas: {{ .workload.autoscaling.maxReplicas }}
  metrics:
    - type: Resource
      resource: { name: cpu, target: { type: Utilization, averageUtilization: {{ .workload.autoscaling.cpuPercent }} } }
    - type: Resource
      resource: { name: memory, target: { type: Utilization, averageUtilization: {{ .workload.autoscaling.memoryPercent }} } }
  behavior:
    scaleUp:
      stabilizationWindowSeconds: 0
      selectPolicy: Max
      policies:
        - { type: Percent, value: 100, periodSeconds: 30 }
        - { type: Pods, value: 2, periodSeconds: 30 }
    scaleDown:
      stabilizationWindowSeconds: 600
      selectPolicy: Min
      policies:
        - { type: Pods, value: 1, periodSeconds: 120 }
{{- end -}}

{{- define "giggatek.disruptionBudget" -}}
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: {{ include "giggatek.nameOf" . }}
  labels:
    {{- include "giggatek.labels" . | nindent 4 }}
spec:
  maxUnavailable: {{ .workload.disruption.maxUnavailable }}
  unhealthyPodEvictionPolicy: AlwaysAllow    # a pod that is not ready serves nobody and must not hold a node
  selector:
    matchLabels:
      {{- include "giggatek.selector" . | nindent 6 }}
{{- end -}}

{{- define "giggatek.serviceAccount" -}}
apiVersion: v1
kind: ServiceAccount
metadata:
  name: {{ include "giggatek.nameOf" . }}
  labels:
    {{- include "giggatek.labels" . | nindent 4 }}
automountServiceAccountToken: false
{{- end -}}

{{/* The Deployment with what goes with it. */}}
{{- define "giggatek.workload" -}}
{{ include "giggatek.deployment" . }}
{{- if .workload.autoscaling.enabled }}
---
{{ include "giggatek.autoscaler" . }}
{{- end }}
{{- if .workload.disruption.enabled }}
---
{{ include "giggatek.disruptionBudget" . }}
{{- end }}
{{- end -}}
