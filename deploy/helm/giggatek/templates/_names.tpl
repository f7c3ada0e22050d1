{{/* What things are called. Names leave room for the longest suffix within 63 characters. */}}

{{- define "giggatek.name" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $full := ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) -}}
{{- $full | trunc 40 | trimSuffix "-" -}}
{{- end -}}

{{/* Of one thing; root, component, and perhaps colour. */}}
{{- define "giggatek.nameOf" -}}
{{- include "giggatek.name" .root }}-{{ .component }}{{ with get . "colour" }}-{{ . }}{{ end }}
{{- end -}}

{{/* What a Service, Deployment or NetworkPolicy selects by; it never changes. */}}
{{- define "giggatek.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with get . "component" }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- with get . "colour" }}
giggatek.dev/colour: {{ . }}
{{- end }}
{{- end -}}

{{/* Of pods: nothing that changes with the chart, or a release of one colour would restart the other. */}}
{{- define "giggatek.podLabels" -}}
{{ include "giggatek.selector" . }}
app.kubernetes.io/version: {{ default (include "giggatek.version" .root) (get . "version") | quote }}
{{- end -}}

{{- define "giggatek.labels" -}}
{{ include "giggatek.podLabels" . }}
app.kubernetes.io/part-of: giggatek
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "giggatek.version" -}}
{{- default .Chart.AppVersion .Values.image.tag -}}
{{- end -}}

{{/* root, and perhaps a colour's tag and digest. A digest beside a tag wins; a colour without either runs the image of all. */}}
{{- define "giggatek.image" -}}
{{- $image := .root.Values.image -}}
{{- $own := or (get . "tag") (get . "digest") -}}
{{- $tag := default (include "giggatek.version" .root) (get . "tag") -}}
{{- $digest := ternary (get . "digest") $image.digest (not (empty $own)) -}}
{{- $image.repository }}:{{ $tag }}{{ with $digest }}@{{ . }}{{ end }}
{{- end -}}

{{- define "giggatek.edgeImage" -}}
{{- $image := .Values.edge.image -}}
{{- $image.repository }}:{{ default (include "giggatek.version" .) $image.tag }}{{ with $image.digest }}@{{ . }}{{ end }}
{{- end -}}

{{/* Where doors lead: the component that visitors come to first. */}}
{{- define "giggatek.front" -}}
{{- ternary "edge" "gateway" .Values.edge.enabled -}}
{{- end -}}

{{- define "giggatek.host" -}}
{{- (urlParse .Values.publicUrl).hostname -}}
{{- end -}}
