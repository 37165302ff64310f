{{/* What is known of each variable, by its name. */}}
{{- define "regie.variables" -}}
{{- .Files.Get "files/variables.yaml" -}}
{{- end -}}

{{/* A value as text: numbers without exponent. */}}
{{- define "regie.text" -}}
{{- if kindIs "string" . -}}{{- . -}}{{- else -}}{{- toJson . -}}{{- end -}}
{{- end -}}

{{/*
The variables of a component and their values, in JSON: those of all, and those of its own over them. `merge` would take false
and 0 for nothing. Given: root, component.
*/}}
{{- define "regie.config" -}}
{{- $config := dict -}}
{{- $own := (index .root.Values .component).config -}}
{{- range $values := list .root.Values.config $own -}}
{{- range $name, $value := $values -}}
{{- if not (kindIs "invalid" $value) -}}
{{- $_ := set $config $name (include "regie.text" $value) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- toJson $config -}}
{{- end -}}

{{/* The variables of the migration and their values, in JSON: its own alone, if it has any. */}}
{{- define "regie.migrationConfig" -}}
{{- $own := .Values.migration -}}
{{- $config := dict -}}
{{- range $name, $value := ternary $own.config .Values.config (or $own.config $own.secrets | empty | not) -}}
{{- $_ := set $config $name (include "regie.text" $value) -}}
{{- end -}}
{{- range $name := list "REGIE_ENV" "AUDIT_RETENTION_MONTHS" -}}
{{- with index $.Values.config $name }}{{- $_ := set $config $name (include "regie.text" .) -}}{{- end -}}
{{- end -}}
{{- toJson $config -}}
{{- end -}}

{{/* Where the secrets of the migration are, in JSON: its own alone, if it has any. */}}
{{- define "regie.migrationSecrets" -}}
{{- $own := .Values.migration -}}
{{- ternary $own.secrets .Values.secrets (or $own.config $own.secrets | empty | not) | toJson -}}
{{- end -}}

{{/* Items of a container's env. Given: root, config, secrets, external: name of the Secret from the store, migration: whether only what that reads. */}}
{{- define "regie.env" -}}
{{- $given := . -}}
{{- range $name, $known := include "regie.variables" .root | fromYaml }}
{{- if or (not $given.migration) $known.migration (eq $name "REGIE_ENV") }}
{{- with index $given.secrets $name }}
- name: {{ $name }}
  valueFrom:
    secretKeyRef:
      name: {{ default $given.external .name }}
      key: {{ default $name .key }}
{{- else }}
{{- if hasKey $given.config $name }}
- name: {{ $name }}
  value: {{ index $given.config $name | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- if .root.Values.caCertificates.configMap }}
- name: NODE_EXTRA_CA_CERTS
  value: /etc/regie/ca/{{ .root.Values.caCertificates.key }}
{{- end }}
{{- with .root.Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{/* The data of an ExternalSecret. Given: root, secrets, migration. */}}
{{- define "regie.externalData" -}}
{{- $given := . -}}
{{- range $name, $known := include "regie.variables" .root | fromYaml }}
{{- if or (not $given.migration) $known.migration }}
{{- with index $given.secrets $name }}
{{- with .remoteRef }}
- secretKey: {{ $name }}
  remoteRef:
    {{- toYaml . | nindent 4 }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}
