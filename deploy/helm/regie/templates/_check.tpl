{{/* Fails with all that is missing or wrong at once, a line each, in words. */}}
{{- define "regie.check" -}}
{{- $problems := list -}}
{{- $values := .Values -}}
{{- $where := "name the Secret and its key (name, key), or the place in the external store (remoteRef)" -}}
{{- if not $values.image.repository -}}
{{- $problems = append $problems "image.repository is required: where the image is that the Dockerfile builds" -}}
{{- end -}}
{{- $variables := include "regie.variables" . | fromYaml -}}
{{- range $name, $known := $variables -}}
{{- $place := index $values.secrets $name -}}
{{- $value := index $values.config $name -}}
{{- $isGiven := or $place (not (or (kindIs "invalid" $value) (eq (toString $value) ""))) -}}
{{- if and $known.required (not $isGiven) -}}
{{- if $known.secret -}}
{{- $problems = append $problems (printf "secrets.%s is required: %s; %s" $name $known.description $where) -}}
{{- else -}}
{{- $problems = append $problems (printf "config.%s is required: %s" $name $known.description) -}}
{{- end -}}
{{- end -}}
{{- if and $place (hasKey $values.config $name) -}}
{{- $problems = append $problems (printf "%s is given twice, in config and in secrets: leave it in one of them" $name) -}}
{{- end -}}
{{- if $known.secret -}}
{{- range $at, $config := dict "config" $values.config "web.config" $values.web.config "worker.config" $values.worker.config "migration.config" $values.migration.config -}}
{{- if hasKey $config $name -}}
{{- $problems = append $problems (printf "%s.%s is a secret, which values must not hold: give it in secrets.%s: %s" $at $name $name $where) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- if not (or $values.secrets.DATABASE_URL $values.secrets.DB_HOST $values.config.DB_HOST) -}}
{{- $problems = append $problems (printf "secrets.DATABASE_URL is required, or config.DB_HOST with secrets.DB_PASSWORD: %s" $where) -}}
{{- end -}}
{{- $hasUser := or $values.config.DJANGO_EMAIL_HOST_USER $values.secrets.DJANGO_EMAIL_HOST_USER -}}
{{- if and $hasUser (not $values.secrets.DJANGO_EMAIL_HOST_PASSWORD) -}}
{{- $problems = append $problems (printf "secrets.DJANGO_EMAIL_HOST_PASSWORD is required with DJANGO_EMAIL_HOST_USER: %s" $where) -}}
{{- end -}}
{{- $isProvider := has (lower (toString $values.config.OAUTH2_PROVIDER_OIDC_ENABLED)) (list "true" "yes" "y" "1" "on") -}}
{{- if and $isProvider (not (or $values.secrets.OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY $values.secrets.OIDC_PROVIDER_SIGNING_KEYS)) -}}
{{- $problems = append $problems (printf "secrets.OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY is required with OAUTH2_PROVIDER_OIDC_ENABLED, or OIDC_PROVIDER_SIGNING_KEYS: %s" $where) -}}
{{- end -}}
{{- if and (contains "\"remoteRef\"" (toJson (list $values.secrets $values.migration.secrets))) (not $values.externalSecrets.secretStoreRef.name) -}}
{{- $problems = append $problems "externalSecrets.secretStoreRef.name is required: the store that has the secrets with a remoteRef" -}}
{{- end -}}
{{- range $values.extraEnv -}}
{{- if hasKey $variables .name -}}
{{- $problems = append $problems (printf "extraEnv has %s, which is a variable of Régie: give it in config or secrets" .name) -}}
{{- end -}}
{{- end -}}
{{- with $values.networkPolicy -}}
{{- if and .enabled (not .egress.database.to) -}}
{{- $problems = append $problems "networkPolicy.egress.database.to is required: the peers (podSelector, namespaceSelector, ipBlock) at which PostgreSQL is, or networkPolicy.enabled=false" -}}
{{- end -}}
{{- if and .enabled $values.secrets.OIDC_PROXY (not .egress.identityProvider.ports) -}}
{{- $problems = append $problems "networkPolicy.egress.identityProvider needs `to` and `ports` of the proxy of secrets.OIDC_PROXY" -}}
{{- end -}}
{{- end -}}
{{- if and $values.metrics.serviceMonitor.enabled (eq (int (default 0 $values.config.METRICS_PORT)) 0) -}}
{{- $problems = append $problems "metrics.serviceMonitor.enabled needs config.METRICS_PORT" -}}
{{- end -}}
{{- if $problems -}}
{{- printf "\n\nRégie cannot be installed with these values:\n  - %s\n" (join "\n  - " $problems) | fail -}}
{{- end -}}
{{- end -}}
