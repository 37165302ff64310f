import { CALLED_SYSTEMS } from '../../../src/infrastructure/config/values/variable.ts';
import type { GeneratedFile } from '../generated-file.ts';
import { configSchema, type JsonSchema, secretsSchema } from './config-schema.ts';

const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };
/** Passed on to Kubernetes as it is. */
const map: JsonSchema = { type: 'object' };
const items: JsonSchema = { type: 'array', items: { type: 'object' } };
const labels: JsonSchema = { type: 'object', additionalProperties: { type: 'string' } };
const port: JsonSchema = { type: 'integer', minimum: 1, maximum: 65_535 };
const count = (minimum: number): JsonSchema => ({ type: 'integer', minimum });
const ref = (name: string): JsonSchema => ({ $ref: `#/definitions/${name}` });

/** An object that has these members and no others. */
const object = (properties: Readonly<Record<string, JsonSchema>>, more: JsonSchema = {}): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...more,
});

const autoscaling = object({
  enabled: flag,
  minReplicas: count(1),
  maxReplicas: count(1),
  targetCPUUtilizationPercentage: count(1),
  behavior: map,
});

const process = object({
  replicas: count(0),
  config: ref('config'),
  resources: map,
  autoscaling,
  podDisruptionBudget: object({ enabled: flag, maxUnavailable: { type: ['integer', 'string'] } }),
});

const destination = object({ to: items, ports: { type: 'array', items: port } });

/** A name in a Secret, or a place in the external store; either may be taken away again by null. */
const secretPlace: JsonSchema = {
  oneOf: [
    object(
      { name: { type: 'string', minLength: 1 }, key: { type: 'string', minLength: 1 } },
      { required: ['name', 'key'] },
    ),
    object(
      {
        remoteRef: object(
          { key: { type: 'string', minLength: 1 }, property: text, version: text },
          { required: ['key'] },
        ),
      },
      { required: ['remoteRef'] },
    ),
    { type: 'null' },
  ],
};

const schema = (): JsonSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Values of the chart of Régie',
  ...object({
    nameOverride: text,
    fullnameOverride: text,
    global: map,
    image: object({
      repository: text,
      tag: text,
      digest: { type: 'string', pattern: '^(sha256:[0-9a-f]{64})?$' },
      pullPolicy: { enum: ['Always', 'IfNotPresent', 'Never'] },
    }),
    imagePullSecrets: items,
    commonLabels: labels,
    podAnnotations: labels,
    podLabels: labels,
    config: ref('config'),
    secrets: ref('secrets'),
    externalSecrets: object({
      apiVersion: { enum: ['external-secrets.io/v1', 'external-secrets.io/v1beta1'] },
      secretStoreRef: object({ name: text, kind: { enum: ['SecretStore', 'ClusterSecretStore'] } }),
      refreshInterval: text,
    }),
    extraEnv: items,
    caCertificates: object({ configMap: text, key: text }),
    extraVolumes: items,
    extraVolumeMounts: items,
    web: process,
    worker: process,
    migration: object({
      enabled: flag,
      applicationRole: text,
      config: ref('config'),
      secrets: ref('secrets'),
      backoffLimit: count(0),
      activeDeadlineSeconds: { type: ['integer', 'null'], minimum: 1 },
      resources: map,
    }),
    audit: object({ enabled: flag, schedule: { type: 'string', minLength: 1 } }),
    serviceAccount: object({ create: flag, name: text, annotations: labels }),
    podSecurityContext: map,
    securityContext: map,
    startupProbe: map,
    readinessProbe: map,
    livenessProbe: map,
    nodeSelector: labels,
    tolerations: items,
    affinity: map,
    topologySpreadConstraints: items,
    priorityClassName: text,
    service: object({ type: { enum: ['ClusterIP', 'NodePort', 'LoadBalancer'] }, port, annotations: labels }),
    ingress: object({
      enabled: flag,
      className: text,
      annotations: labels,
      hosts: { type: 'array', items: text },
      tls: object({ enabled: flag, secretName: text }),
    }),
    networkPolicy: object({
      enabled: flag,
      ingress: object({ from: items, metricsFrom: items }),
      egress: object({
        dns: object({ to: items }),
        ...Object.fromEntries(CALLED_SYSTEMS.map((system) => [system, destination])),
        webhooks: destination,
        signOuts: destination,
      }),
      publicAddresses: items,
    }),
    metrics: object({
      serviceMonitor: object({
        enabled: flag,
        interval: text,
        scrapeTimeout: text,
        labels,
      }),
      prometheusRule: object({ enabled: flag, labels }),
      dashboard: object({ enabled: flag, labels, annotations: labels }),
    }),
  }),
  definitions: { secretPlace, config: configSchema(), secrets: secretsSchema() },
});

/** The schema by which `helm` checks values: names of variables are those of the environment. */
export const valuesSchema: GeneratedFile = {
  path: 'deploy/helm/regie/values.schema.json',
  make: async () => `${JSON.stringify(schema(), undefined, 2)}\n`,
};
