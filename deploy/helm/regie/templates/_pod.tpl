{{/*
What all pods have in common. Given: root, component, account, args, env, resources, probes: whether it has any,
restartPolicy.
*/}}
{{- define "regie.podSpec" -}}
{{- $values := .root.Values -}}
{{- $selector := include "regie.selectorLabels" . | fromYaml -}}
{{- with $values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
serviceAccountName: {{ .account }}
automountServiceAccountToken: false
# Names of services would be variables that look like ours.
enableServiceLinks: false
{{- with .restartPolicy }}
restartPolicy: {{ . }}
{{- end }}
securityContext:
  {{- toYaml $values.podSecurityContext | nindent 2 }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $values.affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .probes }}
terminationGracePeriodSeconds: {{ add 30 (ceil (.config.SHUTDOWN_DELAY | default "0" | float64) | int) }}
{{- with $values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  - {{- merge (dict) . (dict "labelSelector" (dict "matchLabels" $selector)) | toYaml | nindent 4 }}
  {{- end }}
{{- end }}
{{- end }}
containers:
  - name: {{ .component }}
    image: {{ include "regie.image" .root | quote }}
    imagePullPolicy: {{ $values.image.pullPolicy }}
    args:
      {{- toYaml .args | nindent 6 }}
    env:
      {{- .env | trim | nindent 6 }}
    {{- if .probes }}
    ports:
      - name: http
        containerPort: {{ .config.PORT | int }}
      {{- if ne (int .config.METRICS_PORT) 0 }}
      - name: metrics
        containerPort: {{ .config.METRICS_PORT | int }}
      {{- end }}
    startupProbe:
      {{- toYaml $values.startupProbe | nindent 6 }}
    readinessProbe:
      {{- toYaml $values.readinessProbe | nindent 6 }}
    livenessProbe:
      {{- toYaml $values.livenessProbe | nindent 6 }}
    {{- end }}
    resources:
      {{- toYaml .resources | nindent 6 }}
    securityContext:
      {{- toYaml $values.securityContext | nindent 6 }}
    {{- if or $values.caCertificates.configMap $values.extraVolumeMounts }}
    volumeMounts:
      {{- if $values.caCertificates.configMap }}
      - name: ca-certificates
        mountPath: /etc/regie/ca
        readOnly: true
      {{- end }}
      {{- with $values.extraVolumeMounts }}
      {{- toYaml . | nindent 6 }}
      {{- end }}
    {{- end }}
{{- if or $values.caCertificates.configMap $values.extraVolumes }}
volumes:
  {{- with $values.caCertificates.configMap }}
  - name: ca-certificates
    configMap:
      name: {{ . }}
  {{- end }}
  {{- with $values.extraVolumes }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
{{- end }}
{{- end -}}
