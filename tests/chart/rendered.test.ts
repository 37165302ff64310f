import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { environmentSchema } from '../../src/infrastructure/config/environment-schema.ts';
import { readEnvironment } from '../../src/infrastructure/config/read-environment.ts';
import { variables } from '../../src/infrastructure/config/values/variable.ts';
import { madeUpSecret } from '../support/made-up-secret.ts';
import { kubernetesFaults } from './kubernetes-faults.ts';
import { type Manifest, type Pod, podsIn } from './manifest.ts';
import { ENVIRONMENTS, lint, render } from './render.ts';

/** Kinds of other projects, which Kubernetes has no schemas of: their members are looked at below. */
const OF_OTHERS = ['ExternalSecret', 'PrometheusRule', 'ServiceMonitor'];

const selector = z.looseObject({ matchLabels: z.record(z.string(), z.string()) });
const peer = z.looseObject({});
const policy = z.object({
  podSelector: selector,
  policyTypes: z.array(z.string()),
  ingress: z.array(z.looseObject({ from: z.array(peer).optional() })).default([]),
  egress: z
    .array(
      z.object({
        to: z.array(peer).min(1),
        ports: z.array(z.object({ protocol: z.string(), port: z.number() })),
      }),
    )
    .default([]),
});

const one = (manifests: readonly Manifest[], kind: string, name: string): Manifest => {
  const found = manifests.filter((each) => each.kind === kind && each.metadata.name === name);
  expect(found, `${kind} ${name}`).toHaveLength(1);
  return found[0] as Manifest;
};
const podOf = (pods: readonly Pod[], name: string): Pod => {
  const found = pods.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no pod of ${name}`);
  return found;
};
const environmentOf = ({ spec }: Pod) => spec.containers[0]?.env ?? [];
const selects = (wanted: Record<string, string>, labels: Record<string, string>) =>
  Object.entries(wanted).every(([name, value]) => labels[name] === value);

describe.each(ENVIRONMENTS)('the chart in %s', (name) => {
  let manifests: readonly Manifest[];
  let pods: readonly Pod[];
  beforeAll(async () => {
    manifests = await render(name);
    pods = podsIn(manifests);
  });

  it('has nothing for helm lint to find', async () => {
    expect(await lint(name)).toContain('0 chart(s) failed');
  });

  it('is made of what Kubernetes knows, and of kinds of others that are looked at here', async () => {
    const faults = await kubernetesFaults(manifests);
    const ofOthers = manifests.filter(({ kind }) => OF_OTHERS.includes(kind));
    expect([...faults].sort()).toEqual(
      ofOthers.map(({ kind, metadata }) => `${kind} ${metadata.name}: no schema`).sort(),
    );
  });

  it('has web, worker and migration of one image, apart', () => {
    const made = pods.map(({ kind, name: of, spec }) => [kind, of, spec.containers[0]?.args]);
    expect(made).toEqual(
      expect.arrayContaining([
        ['Deployment', 'regie-web', ['start', '--web']],
        ['Deployment', 'regie-worker', ['start', '--worker']],
        ['Job', 'regie-migration', ['migrate']],
        ['CronJob', 'regie-audit', ['audit', 'maintain']],
        ['Pod', 'regie-doctor', ['doctor']],
      ]),
    );
    expect(made).toHaveLength(5);
    expect(new Set(pods.map(({ spec }) => spec.containers[0]?.image)).size).toBe(1);
    const { annotations } = one(manifests, 'Job', 'regie-migration').metadata;
    expect(annotations['helm.sh/hook']).toBe('pre-install,pre-upgrade');
  });

  it('runs nothing as root, with a capability, a token or a place to write to', () => {
    for (const { name: of, spec } of pods) {
      expect(spec.automountServiceAccountToken, of).toBe(false);
      expect(spec.serviceAccountName, of).toMatch(/^regie(-migration)?$/);
      expect(spec.securityContext, of).toEqual({
        runAsNonRoot: true,
        runAsUser: 1000,
        runAsGroup: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(spec.containers[0]?.securityContext, of).toEqual({
        allowPrivilegeEscalation: false,
        privileged: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(spec.volumes, of).toEqual([]);
      expect(spec.containers[0]?.resources.limits['memory'], of).toBeDefined();
      for (const member of ['hostNetwork', 'hostPID', 'hostIPC', 'initContainers'])
        expect(spec, of).not.toHaveProperty(member);
    }
    const accounts = manifests.filter(({ kind }) => kind === 'ServiceAccount');
    expect(accounts.map(({ metadata }) => metadata.name).sort()).toEqual(['regie', 'regie-migration']);
    for (const account of accounts) expect(account).toMatchObject({ automountServiceAccountToken: false });
    for (const kind of ['Role', 'ClusterRole', 'RoleBinding', 'ClusterRoleBinding'])
      expect(manifests.filter((each) => each.kind === kind)).toEqual([]);
  });

  it('has each secret taken from a Secret, and none in plain', () => {
    expect(manifests.filter(({ kind }) => kind === 'Secret')).toEqual([]);
    for (const pod of pods) {
      for (const { name: variable, value } of environmentOf(pod)) {
        const schema = Object.entries(environmentSchema.shape).find(([each]) => each === variable)?.[1];
        if (schema && variables.get(schema)?.secret) expect(value, `${pod.name} ${variable}`).toBeUndefined();
      }
    }
  });

  it('gives processes a configuration that they start with', () => {
    for (const of of ['regie-web', 'regie-worker', 'regie-doctor']) {
      const given = environmentOf(podOf(pods, of)).map(({ name: variable, value }) => [
        variable,
        value ?? madeUpSecret(variable),
      ]);
      const settings = readEnvironment(Object.fromEntries(given));
      expect(settings).toMatchObject({ REGIE_ENV: name, PORT: 8071, METRICS_PORT: 9464 });
    }
  });

  it.each(['regie-migration', 'regie-audit'])('gives %s the database, and no other secret', (of) => {
    const given = environmentOf(podOf(pods, of));
    expect(given.map(({ name: variable }) => variable).sort()).toEqual(
      name === 'prod'
        ? ['DATABASE_SESSION_URL', 'DB_HOST', 'DB_NAME', 'DB_PASSWORD', 'DB_USER', 'REGIE_ENV']
        : ['DATABASE_URL', 'REGIE_ENV'],
    );
  });

  it('reads no key of a Secret of the store that is not put there', () => {
    const stored = new Map(
      manifests
        .filter(({ kind }) => kind === 'ExternalSecret')
        .map(({ metadata, spec }) => {
          const { target, data, secretStoreRef } = externalSecret.parse(spec);
          expect(secretStoreRef).toEqual({ name: 'scaleway', kind: 'ClusterSecretStore' });
          expect(target).toEqual({ name: metadata.name, creationPolicy: 'Owner' });
          return [metadata.name, data.map(({ secretKey }) => secretKey)] as const;
        }),
    );
    for (const pod of pods) {
      for (const { valueFrom } of environmentOf(pod)) {
        if (!valueFrom?.secretKeyRef.name.endsWith('-external')) continue;
        expect(stored.get(valueFrom.secretKeyRef.name)).toContain(valueFrom.secretKeyRef.key);
      }
    }
  });

  it('takes a process that ends out of service before it stops answering, and lets it end', () => {
    for (const of of ['regie-web', 'regie-worker']) {
      const { spec } = podOf(pods, of);
      const [process] = spec.containers;
      const { SHUTDOWN_DELAY } = readEnvironment(
        Object.fromEntries(
          environmentOf(podOf(pods, of)).map(({ name: variable, value }) => [
            variable,
            value ?? madeUpSecret(variable),
          ]),
        ),
      );
      const { readinessProbe: ready, livenessProbe: live, startupProbe: start } = process ?? {};
      if (!ready || !live || !start) throw new Error(`${of} lacks a probe`);
      for (const { httpGet } of [ready, live, start])
        expect(httpGet).toEqual({ path: '/__lbheartbeat__', port: 'http' });
      const noticedAfter = ready.periodSeconds * ready.failureThreshold;
      expect(SHUTDOWN_DELAY).toBeGreaterThan(noticedAfter);
      expect(spec.terminationGracePeriodSeconds).toBe(SHUTDOWN_DELAY + 30);
      expect(live.periodSeconds * live.failureThreshold).toBeGreaterThan(noticedAfter);
      expect(process?.ports).toEqual([
        { name: 'http', containerPort: 8071 },
        { name: 'metrics', containerPort: 9464 },
      ]);
    }
  });

  it('has selectors that match the pods they are for, and no others', () => {
    const matching = (labels: Record<string, string>) =>
      pods
        .filter((pod) => selects(labels, pod.labels))
        .map(({ name: of }) => of)
        .sort();
    for (const of of ['regie-web', 'regie-worker']) {
      const deployed = z.looseObject({ selector }).parse(one(manifests, 'Deployment', of).spec);
      expect(matching(deployed.selector.matchLabels)).toEqual([of]);
      const budget = z
        .object({ selector, maxUnavailable: z.literal(1), unhealthyPodEvictionPolicy: z.string() })
        .parse(one(manifests, 'PodDisruptionBudget', of).spec);
      expect(matching(budget.selector.matchLabels)).toEqual([of]);
      for (const constraint of podOf(pods, of).spec.topologySpreadConstraints)
        expect(
          matching(z.looseObject({ labelSelector: selector }).parse(constraint).labelSelector.matchLabels),
        ).toEqual([of]);
    }
    const service = z.looseObject({ selector: z.record(z.string(), z.string()) });
    expect(matching(service.parse(one(manifests, 'Service', 'regie').spec).selector)).toEqual(['regie-web']);
    expect(matching(service.parse(one(manifests, 'Service', 'regie-metrics').spec).selector)).toEqual(
      expect.arrayContaining(['regie-web', 'regie-worker']),
    );
  });

  it('lets requests in from the proxy, metrics from their reader, and nothing else', () => {
    const web = policy.parse(one(manifests, 'NetworkPolicy', 'regie-web').spec);
    expect(web.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'ingress' } } }],
        ports: [{ protocol: 'TCP', port: 'http' }],
      },
    ]);
    const all = policy.parse(one(manifests, 'NetworkPolicy', 'regie').spec);
    expect(all.policyTypes).toEqual(['Ingress', 'Egress']);
    expect(all.ingress).toEqual([
      {
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'monitoring' } } }],
        ports: [{ protocol: 'TCP', port: 'metrics' }],
      },
    ]);
    expect(policy.parse(one(manifests, 'NetworkPolicy', 'regie-migration').spec).ingress).toEqual([]);
  });

  it('lets out what the addresses in its values need, and no port more', () => {
    const portsOf = (of: string) =>
      policy
        .parse(one(manifests, 'NetworkPolicy', of).spec)
        .egress.flatMap(({ ports }) => ports.map(({ port }) => port));
    const smtp = name === 'staging' ? 1025 : 2587;
    expect(new Set(portsOf('regie'))).toEqual(new Set([53, 443, 5432, smtp]));
    expect(new Set(portsOf('regie-migration'))).toEqual(new Set([53, 5432]));
  });

  it('sends the hosts that people use to the processes that answer', () => {
    const ingress = z
      .looseObject({
        rules: z.array(z.looseObject({ host: z.string() })),
        tls: z.array(z.object({ hosts: z.array(z.string()), secretName: z.string() })),
      })
      .parse(one(manifests, 'Ingress', 'regie').spec);
    const host = name === 'prod' ? 'regie.example.fr' : `regie.${name}.example.fr`;
    expect(ingress.rules.map((rule) => rule.host)).toEqual([host]);
    expect(ingress.tls).toEqual([{ hosts: [host], secretName: 'regie-tls' }]);
  });

  it('is watched by the rules and the dashboard of this repository', () => {
    if (name === 'staging') {
      expect(manifests.filter(({ kind }) => /Monitor|Rule/.test(kind))).toEqual([]);
      return;
    }
    const rules = one(manifests, 'PrometheusRule', 'regie').spec;
    expect(rules).toEqual(parse(readFileSync('deploy/prometheus/alerts.yml', 'utf8')));
    const monitor = z
      .object({ selector, endpoints: z.array(z.looseObject({ port: z.string() })) })
      .parse(one(manifests, 'ServiceMonitor', 'regie').spec);
    const service = one(manifests, 'Service', 'regie-metrics');
    expect(selects(monitor.selector.matchLabels, service.metadata.labels)).toBe(true);
    expect(monitor.endpoints).toEqual([
      expect.objectContaining({
        port: 'metrics',
        path: '/metrics',
        relabelings: expect.arrayContaining([{ targetLabel: 'job', replacement: 'regie' }]),
      }),
    ]);
    if (name !== 'prod') return;
    expect(one(manifests, 'ConfigMap', 'regie-dashboard')['data']).toEqual({
      'regie.json': readFileSync('deploy/grafana/regie.json', 'utf8').trim(),
    });
  });
});

it('is held to schemas that find what is wrong', async () => {
  const metadata = { name: 'regie', labels: {}, annotations: {} };
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { ports: [{ port: '80' }], puerto: 80 },
  };
  const [fault, ...others] = await kubernetesFaults([
    service,
    { ...service, spec: { ports: [{ port: 80 }] } },
  ]);
  expect(fault).toMatch(/^Service regie: /);
  expect(others).toEqual([]);
});

const externalSecret = z.object({
  refreshInterval: z.string(),
  secretStoreRef: z.object({ name: z.string(), kind: z.string() }),
  target: z.object({ name: z.string(), creationPolicy: z.string() }),
  data: z.array(
    z.object({ secretKey: z.string(), remoteRef: z.object({ key: z.string(), property: z.string() }) }),
  ),
});
