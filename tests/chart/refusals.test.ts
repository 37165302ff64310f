import { describe, expect, it } from 'vitest';
import { podsIn } from './manifest.ts';
import { refusal, render } from './render.ts';

const REQUIRED_SECRETS = [
  'REGIE_SECRET_KEY',
  'OIDC_RP_CLIENT_SECRET',
  'MAIL_PROVISIONING_API_CREDENTIALS',
  'DATABASE_URL',
];
const HOW = 'name the Secret and its key (name, key), or the place in the external store (remoteRef)';

describe('the chart refuses', () => {
  it('values of nobody, and says all that is missing at once', async () => {
    const said = await refusal(undefined, {});
    expect(said).toContain('Régie cannot be installed with these values:');
    for (const name of REQUIRED_SECRETS)
      expect(said).toMatch(new RegExp(`  - secrets\\.${name} is required`));
    for (const name of ['REGIE_ENV', 'REGIE_PUBLIC_URL', 'OIDC_OP_URL', 'DJANGO_EMAIL_FROM'])
      expect(said).toMatch(new RegExp(`  - config\\.${name} is required: `));
    expect(said).toContain('image.repository is required');
    expect(said).toContain('networkPolicy.egress.database.to is required');
    expect(said).toContain(HOW);
  });

  it.each(REQUIRED_SECRETS)('staging without %s', async (name) => {
    const said = await refusal('staging', { secrets: { [name]: null } });
    expect(said.match(/^ {2}- /gm)).toHaveLength(1);
    expect(said).toContain(`secrets.${name} is required`);
    expect(said).toContain(HOW);
  });

  it.each([
    [
      'a secret in plain',
      { config: { OIDC_RP_CLIENT_SECRET: 'hunter2' } },
      'config.OIDC_RP_CLIENT_SECRET is a secret, which values must not hold: give it in secrets.OIDC_RP_CLIENT_SECRET',
    ],
    [
      'one in plain for one kind of process',
      { worker: { config: { SENTRY_DSN: 'https://key@sentry.example.fr/1' } } },
      'worker.config.SENTRY_DSN is a secret',
    ],
    [
      'a user without password',
      { config: { DJANGO_EMAIL_HOST_USER: 'regie' } },
      'secrets.DJANGO_EMAIL_HOST_PASSWORD is required with DJANGO_EMAIL_HOST_USER',
    ],
    [
      'an OpenID provider without key',
      { config: { OAUTH2_PROVIDER_OIDC_ENABLED: true } },
      'secrets.OAUTH2_PROVIDER_OIDC_RSA_PRIVATE_KEY is required',
    ],
    [
      'a place in no store',
      { secrets: { SENTRY_DSN: { remoteRef: { key: 'regie' } } } },
      'externalSecrets.secretStoreRef.name is required',
    ],
    [
      'one variable from two places',
      { secrets: { DJANGO_EMAIL_HOST: { name: 'regie', key: 'host' } } },
      'DJANGO_EMAIL_HOST is given twice',
    ],
    [
      'a setting of ours beside the schema',
      { extraEnv: [{ name: 'OIDC_VERIFY_SSL', value: 'false' }] },
      'extraEnv has OIDC_VERIFY_SSL',
    ],
    [
      'a proxy that nothing leads to',
      { secrets: { OIDC_PROXY: { name: 'regie', key: 'proxy' } } },
      'networkPolicy.egress.identityProvider needs `to` and `ports`',
    ],
    [
      'metrics that nobody can read',
      { config: { METRICS_PORT: 0 }, metrics: { serviceMonitor: { enabled: true } } },
      'metrics.serviceMonitor.enabled needs config.METRICS_PORT',
    ],
    ['a variable that there is not', { config: { DJANGO_ALLOWED_HOST: 'x' } }, 'DJANGO_ALLOWED_HOST'],
    ['a number out of its range', { config: { JOB_CONCURRENCY: 201 } }, '/config/JOB_CONCURRENCY'],
    ['what is neither true nor false', { config: { OIDC_VERIFY_SSL: 'perhaps' } }, '/config/OIDC_VERIFY_SSL'],
    ['development', { config: { REGIE_ENV: 'dev' } }, '/config/REGIE_ENV'],
    ['a value that there is not', { replicaCount: 3 }, 'replicaCount'],
  ])('%s', async (_, values, words) => {
    const said = await refusal('staging', values);
    expect(said).toContain(words);
    expect(said).not.toContain('hunter2');
  });
});

describe('the chart', () => {
  const envOf = async (values: Record<string, unknown>, pod: string) => {
    const found = podsIn(await render('staging', values)).find(({ name }) => name === pod);
    return found?.spec.containers[0]?.env ?? [];
  };

  it('gives numbers and truth values as the application reads them, nothing lost on the way', async () => {
    const values = {
      config: { SECURE_HSTS_SECONDS: 31_536_000, OIDC_CREATE_USER: false, DATABASE_CONNECT_TIMEOUT: 0.5 },
      web: { config: { JOB_CONCURRENCY: 0, OIDC_CREATE_USER: true } },
      worker: { config: { JOB_CONCURRENCY: 32 } },
    };
    const [web, worker] = [await envOf(values, 'regie-web'), await envOf(values, 'regie-worker')];
    expect(web).toEqual(
      expect.arrayContaining([
        { name: 'SECURE_HSTS_SECONDS', value: '31536000' },
        { name: 'DATABASE_CONNECT_TIMEOUT', value: '0.5' },
        { name: 'OIDC_CREATE_USER', value: 'true' },
        { name: 'JOB_CONCURRENCY', value: '0' },
      ]),
    );
    expect(worker).toEqual(
      expect.arrayContaining([
        { name: 'OIDC_CREATE_USER', value: 'false' },
        { name: 'JOB_CONCURRENCY', value: '32' },
      ]),
    );
  });

  it('migrates as the owner of the schema, whom no process is', async () => {
    const values = {
      migration: {
        applicationRole: 'regie',
        secrets: { DATABASE_URL: { name: 'regie-owner', key: 'url' } },
      },
    };
    const pods = podsIn(await render('staging', values));
    const migration = pods.find(({ kind }) => kind === 'Job')?.spec.containers[0];
    expect(migration?.args).toEqual(['migrate', '--application-role', 'regie']);
    expect(migration?.env).toEqual([
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'regie-owner', key: 'url' } } },
      { name: 'REGIE_ENV', value: 'staging' },
    ]);
    const others = pods.filter(({ kind }) => kind !== 'Job' && kind !== 'CronJob');
    expect(JSON.stringify(others)).not.toContain('regie-owner');
  });

  it('maintains the audit log as that owner as well, each week, unless it is not wanted', async () => {
    const owner = { migration: { secrets: { DATABASE_URL: { name: 'regie-owner', key: 'url' } } } };
    const kept = { ...owner, config: { AUDIT_RETENTION_MONTHS: 24 } };
    const audit = podsIn(await render('staging', kept)).find(({ kind }) => kind === 'CronJob');
    expect(audit?.spec.containers[0]?.env).toEqual([
      { name: 'AUDIT_RETENTION_MONTHS', value: '24' },
      { name: 'DATABASE_URL', valueFrom: { secretKeyRef: { name: 'regie-owner', key: 'url' } } },
      { name: 'REGIE_ENV', value: 'staging' },
    ]);
    for (const values of [{ audit: { enabled: false } }, { migration: { enabled: false } }]) {
      const manifests = await render('staging', values);
      expect(manifests.filter(({ kind }) => kind === 'CronJob')).toEqual([]);
    }
  });

  it('trusts authorities of the installation', async () => {
    const pods = podsIn(await render('staging', { caCertificates: { configMap: 'authorities' } }));
    for (const { spec } of pods) {
      expect(spec.containers[0]?.env).toContainEqual({
        name: 'NODE_EXTRA_CA_CERTS',
        value: '/etc/regie/ca/ca.crt',
      });
      expect(spec.containers[0]?.volumeMounts).toEqual([
        { name: 'ca-certificates', mountPath: '/etc/regie/ca', readOnly: true },
      ]);
      expect(spec.volumes).toEqual([{ name: 'ca-certificates', configMap: { name: 'authorities' } }]);
    }
  });

  it('goes out by the ports of the addresses it is given', async () => {
    const values = {
      config: {
        MAIL_PROVISIONING_API_URL: 'http://dimail.example.fr:8443/api',
        ORGANIZATION_DIRECTORY_URL: 'http://directory.example.fr',
        DB_HOST: 'db.example.fr',
        DB_PORT: 6432,
      },
      secrets: { DATABASE_URL: null, DB_PASSWORD: { name: 'regie', key: 'password' } },
      networkPolicy: {
        egress: { directory: { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }] } },
      },
    };
    const rendered = await render('staging', values);
    const policy = rendered.find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'regie',
    );
    const port = (number: number) => [{ protocol: 'TCP', port: number }];
    expect(policy?.spec?.['egress']).toEqual(
      expect.arrayContaining([
        { to: [{ ipBlock: { cidr: '10.20.0.0/24' } }], ports: port(6432) },
        { to: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: port(80) },
        expect.objectContaining({ ports: port(8443) }),
      ]),
    );
  });

  it('pins an image by its digest', async () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    for (const { spec } of podsIn(await render('staging', { image: { digest } })))
      expect(spec.containers[0]?.image).toBe(`registry.example.fr/regie@${digest}`);
  });
});
