{{- define "regie.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{/* Short enough for what is added to it, such as -migration-external. */}}
{{- define "regie.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := include "regie.name" . -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{/* Given: root, component. */}}
{{- define "regie.selectorLabels" -}}
app.kubernetes.io/name: {{ include "regie.name" .root }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- end -}}

{{/* Given: root, component. */}}
{{- define "regie.labels" -}}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{ include "regie.selectorLabels" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
{{- with .root.Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "regie.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{- printf "%s@%s" .repository .digest -}}
{{- else -}}
{{- printf "%s:%s" .repository (default $.Chart.AppVersion .tag) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "regie.serviceAccountName" -}}
{{- default (ternary (include "regie.fullname" .) "default" .Values.serviceAccount.create) .Values.serviceAccount.name -}}
{{- end -}}

{{/* Hooks run before the release has its account. */}}
{{- define "regie.migrationAccountName" -}}
{{- if .Values.serviceAccount.create -}}
{{- printf "%s-migration" (include "regie.fullname" .) -}}
{{- else -}}
{{- include "regie.serviceAccountName" . -}}
{{- end -}}
{{- end -}}

{{/* The hosts that people use, as a list in JSON. */}}
{{- define "regie.hosts" -}}
{{- $hosts := list -}}
{{- range list "REGIE_PUBLIC_URL" "OIDC_PROVIDER_ISSUER" -}}
{{- with index $.Values.config . -}}
{{- $hosts = append $hosts (urlParse .).hostname -}}
{{- end -}}
{{- end -}}
{{- concat $hosts .Values.ingress.hosts | uniq | toJson -}}
{{- end -}}
