import { z } from 'zod';

const labels = z.record(z.string(), z.string());
const probe = z.looseObject({
  httpGet: z.object({ path: z.string(), port: z.string() }),
  periodSeconds: z.number(),
  failureThreshold: z.number(),
});

const container = z.looseObject({
  image: z.string(),
  args: z.array(z.string()),
  env: z.array(
    z.object({
      name: z.string(),
      value: z.string().optional(),
      valueFrom: z.object({ secretKeyRef: z.object({ name: z.string(), key: z.string() }) }).optional(),
    }),
  ),
  ports: z.array(z.object({ name: z.string(), containerPort: z.number() })).default([]),
  resources: z.looseObject({ requests: labels, limits: labels }),
  securityContext: z.looseObject({}),
  startupProbe: probe.optional(),
  readinessProbe: probe.optional(),
  livenessProbe: probe.optional(),
  volumeMounts: z.array(z.looseObject({ name: z.string(), mountPath: z.string() })).default([]),
});

export const podSpec = z.looseObject({
  automountServiceAccountToken: z.boolean(),
  serviceAccountName: z.string(),
  securityContext: z.looseObject({}),
  terminationGracePeriodSeconds: z.number().optional(),
  restartPolicy: z.string().optional(),
  volumes: z.array(z.looseObject({ name: z.string() })).default([]),
  topologySpreadConstraints: z.array(z.looseObject({ topologyKey: z.string() })).default([]),
  containers: z.array(container).length(1),
});
export type PodSpec = z.infer<typeof podSpec>;

/** What every manifest has. */
export const manifest = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), labels: labels, annotations: labels.default({}) }),
  spec: z.looseObject({}).optional(),
});
export type Manifest = z.infer<typeof manifest>;

const template = z.object({ metadata: z.looseObject({ labels }), spec: podSpec });
const withTemplate = z.looseObject({ template });
const withJobTemplate = z.looseObject({ jobTemplate: z.looseObject({ spec: withTemplate }) });

export type Pod = Readonly<{ name: string; kind: string; labels: Record<string, string>; spec: PodSpec }>;

/** The pods that manifests make, by themselves or by a controller. */
export const podsIn = (manifests: readonly Manifest[]): readonly Pod[] =>
  manifests.flatMap(({ kind, metadata, spec }) => {
    const { name } = metadata;
    if (kind === 'Pod') return [{ name, kind, labels: metadata.labels, spec: podSpec.parse(spec) }];
    if (kind !== 'Deployment' && kind !== 'Job' && kind !== 'CronJob') return [];
    const { template: made } =
      kind === 'CronJob' ? withJobTemplate.parse(spec).jobTemplate.spec : withTemplate.parse(spec);
    return [{ name, kind, labels: made.metadata.labels, spec: made.spec }];
  });
