{{/* What a schema cannot say. Each refusal is one sentence with the remedy. */}}
{{- define "giggatek.check" -}}
{{- $values := .Values -}}
{{- if not $values.publicUrl -}}
  {{- fail "publicUrl is empty; set it to the shop's address as visitors see it, such as https://shop.example.com." -}}
{{- end -}}
{{- $sum := 0 -}}
{{- $enabled := list -}}
{{- range $colour, $of := $values.shop.colours -}}
  {{- if $of.enabled -}}
    {{- $sum = add $sum $of.weight -}}
    {{- $enabled = append $enabled $colour -}}
  {{- else if $of.weight -}}
    {{- fail (printf "shop.colours.%s is not enabled, but has weight %v; set it to 0." $colour $of.weight) -}}
  {{- end -}}
{{- end -}}
{{- if ne (int $sum) 100 -}}
  {{- fail (printf "The weights of the enabled colours sum to %d; shop.colours.*.weight must sum to 100." (int $sum)) -}}
{{- end -}}
{{- range $name, $workload := dict "edge" $values.edge "gateway" $values.gateway "shop" $values.shop "worker" $values.worker -}}
  {{- if gt (int $workload.autoscaling.minReplicas) (int $workload.autoscaling.maxReplicas) -}}
    {{- fail (printf "%s.autoscaling.minReplicas is %v, more than maxReplicas, %v." $name $workload.autoscaling.minReplicas $workload.autoscaling.maxReplicas) -}}
  {{- end -}}
{{- end -}}
{{- with $values.migrations.contract.confirm -}}
  {{- if ne . (include "giggatek.version" $) -}}
    {{- fail (printf "migrations.contract.confirm is %s, but this release runs %s; empty it, or set it to the version whose predecessors run nowhere any more." . (include "giggatek.version" $)) -}}
  {{- end -}}
  {{- if gt (len $enabled) 1 -}}
    {{- fail "migrations.contract.confirm is set while two colours are enabled; disable the idle one first: its version may read what is dropped." -}}
  {{- end -}}
  {{- range $colour, $of := $values.shop.colours -}}
    {{- if and $of.enabled $of.tag (ne $of.tag (include "giggatek.version" $)) -}}
      {{- fail (printf "migrations.contract.confirm is set while shop.colours.%s runs %s; release %s to it first." $colour $of.tag (include "giggatek.version" $)) -}}
    {{- end -}}
  {{- end -}}
{{- end -}}
{{- if and (eq $values.mail.delivery "smtp") (not $values.mail.host) -}}
  {{- fail "mail.delivery is smtp, but mail.host is empty; name the mail server, or set mail.delivery to file if nothing is to be sent." -}}
{{- end -}}
{{- if and (eq $values.payments.provider "stripe") (not $values.payments.publishableKey) -}}
  {{- fail "payments.provider is stripe, but payments.publishableKey is empty; set it to the publishable key of your account, pk_live_…." -}}
{{- end -}}
{{- if and (not $values.gateway.trustedProxies) (or $values.edge.enabled $values.ingress.enabled $values.gatewayApi.enabled) -}}
  {{- fail "gateway.trustedProxies is empty, so all visitors would look like one; name the addresses of the ingress controller, such as the pod network 10.244.0.0/16." -}}
{{- end -}}
{{- if and $values.gatewayApi.enabled (not $values.gatewayApi.parentRefs) -}}
  {{- fail "gatewayApi is enabled, but gatewayApi.parentRefs names no Gateway to attach to." -}}
{{- end -}}
{{- if and $values.secrets.external.enabled (not $values.secrets.external.store.name) -}}
  {{- fail "secrets.external is enabled, but secrets.external.store.name names no store." -}}
{{- end -}}
{{- range $name, $_ := $values.settings -}}
  {{- if regexMatch "ConnectionString|Password|WebhookSecret|SecretKey|^Redis__Connection$|^Database__(Module)?Replicas" $name -}}
    {{- fail (printf "settings.%s is a secret, or may hold one; put it into a Secret and name that under secrets." $name) -}}
  {{- end -}}
  {{- if regexMatch "^Database__(Provider|Directory|AcceptExpanded)$|^Keys__MasterKeyFile$|^Shop__(PublicUrl|MailFrom|Development|TrustedProxies__.*)$|^Notifications__(Delivery|Smtp__(Host|Port|Security|User))$|^Payments__(Provider|Stripe__PublishableKey)$" $name -}}
    {{- fail (printf "settings.%s is what the chart itself sets; use publicUrl, shop, mail, payments, database or secrets." $name) -}}
  {{- end -}}
{{- end -}}
{{- include "giggatek.checkNetwork" . -}}
{{- end -}}

{{- define "giggatek.checkNetwork" -}}
{{- $values := .Values -}}
{{- if $values.networkPolicy.enabled -}}
  {{- $how := "name its NetworkPolicy peers, such as {ipBlock: {cidr: 10.0.0.0/16}}, or set networkPolicy.enabled to false." -}}
  {{- if not $values.database.network -}}
    {{- fail (printf "database.network is empty, so nothing could reach the database; %s" $how) -}}
  {{- end -}}
  {{- if and $values.redis.enabled (not $values.redis.network) -}}
    {{- fail (printf "redis.network is empty, so nothing could reach Redis; %s" $how) -}}
  {{- end -}}
  {{- if and (eq $values.mail.delivery "smtp") (not $values.mail.network) -}}
    {{- fail (printf "mail.network is empty, so nothing could reach the mail server; %s" $how) -}}
  {{- end -}}
  {{- if and (eq $values.payments.provider "stripe") (not $values.payments.network) -}}
    {{- fail (printf "payments.network is empty, so nothing could reach Stripe; %s" $how) -}}
  {{- end -}}
  {{- if and $values.edge.enabled (not $values.edge.from) -}}
    {{- fail "edge.from is empty, so no visitor could reach the edge; name the NetworkPolicy peers that requests come from, such as the namespace of the ingress controller." -}}
  {{- end -}}
  {{- if and (not $values.edge.enabled) (not $values.gateway.from) (or $values.ingress.enabled $values.gatewayApi.enabled (ne $values.gateway.service.type "ClusterIP")) -}}
    {{- fail "gateway.from is empty, so no visitor could reach the gateway; name the NetworkPolicy peers that requests come from, such as the namespace of the ingress controller." -}}
  {{- end -}}
{{- end -}}
{{- end -}}
