{{/* The port of an address. */}}
{{- define "regie.portOf" -}}
{{- $url := urlParse . -}}
{{- $port := regexFind ":[0-9]+$" $url.host | trimPrefix ":" -}}
{{- default (ternary "80" "443" (eq $url.scheme "http")) $port -}}
{{- end -}}

{{/*
The ports of the systems that are called, in JSON: `{"directory": ["443"]}`. Those of addresses that values give, and 443 where
the address is a secret or the usual one; none where there is no such address. `.config` of web and worker count as well.
*/}}
{{- define "regie.calledPorts" -}}
{{- $ports := dict -}}
{{- range $name, $known := include "regie.variables" . | fromYaml -}}
{{- with $known.calls -}}
{{- $found := list -}}
{{- range $config := list $.Values.config $.Values.web.config $.Values.worker.config -}}
{{- with index $config $name -}}
{{- if eq $known.calls "mailServer" -}}
{{- $found = append $found (include "regie.text" (default 25 $.Values.config.DJANGO_EMAIL_PORT)) -}}
{{- else if eq $known.calls "database" -}}
{{- $found = append $found (include "regie.text" (default 5432 $.Values.config.DB_PORT)) -}}
{{- else -}}
{{- $found = append $found (include "regie.portOf" .) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if and (not $found) (or $known.usual (index $.Values.secrets $name)) -}}
{{- $found = list (ternary "5432" "443" (eq $known.calls "database")) -}}
{{- end -}}
{{- if $found -}}
{{- $_ := set $ports $known.calls (concat (default list (index $ports $known.calls)) $found | uniq) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{/* Addresses that people and clients give. */}}
{{- $_ := set $ports "webhooks" (list "443") -}}
{{- if .Values.config.OAUTH2_PROVIDER_OIDC_ENABLED -}}
{{- $_ := set $ports "signOuts" (list "443") -}}
{{- end -}}
{{- toJson $ports -}}
{{- end -}}

{{/* A rule. Given: root, system, ports. */}}
{{- define "regie.egressRule" -}}
{{- $own := index .root.Values.networkPolicy.egress .system -}}
# {{ .system }}
- to:
    {{- default .root.Values.networkPolicy.publicAddresses $own.to | toYaml | nindent 4 }}
  ports:
    {{- range default .ports $own.ports }}
    - protocol: TCP
      port: {{ . | int }}
    {{- end }}
{{- end -}}

{{- define "regie.dnsRule" -}}
# dns
- to:
    {{- toYaml .Values.networkPolicy.egress.dns.to | nindent 4 }}
  ports:
    - protocol: UDP
      port: 53
    - protocol: TCP
      port: 53
{{- end -}}
