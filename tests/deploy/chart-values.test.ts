import { lstatSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { environmentSchema } from '../../src/infrastructure/config/environment-schema.ts';
import { riskySettings } from '../../src/infrastructure/config/risky-settings.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { variables } from '../../src/infrastructure/config/values/variable.ts';
import { madeUpSecret } from '../support/made-up-secret.ts';

const CHART = 'deploy/helm/regie';
const read = (path: string): unknown => parse(readFileSync(`${CHART}/${path}`, 'utf8'));

const values = z.looseObject({
  config: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  secrets: z.record(z.string(), z.unknown()).default({}),
});
const usual = values.parse(read('values.yaml'));
const isValid = new Ajv({ allErrors: true, strict: false }).compile(
  z.looseObject({}).parse(JSON.parse(readFileSync(`${CHART}/values.schema.json`, 'utf8'))),
);
const declared = Object.entries(environmentSchema.shape).map(([name, schema]) => ({
  name,
  meta: variables.get(schema),
  isRequired: !schema.safeParse(undefined).success,
}));

describe.each(['staging', 'preprod', 'prod'])('the values of %s', (environment) => {
  const own = values.parse(read(`environments/${environment}.yaml`));
  const config = { ...usual.config, ...own.config };
  const given = [...Object.keys(config), ...Object.keys(own.secrets)];

  it('follow the schema, as the usual ones do', () => {
    for (const one of [usual, own]) {
      isValid(one);
      expect(isValid.errors ?? []).toEqual([]);
    }
  });

  it('give each variable once, every required one among them, secrets not in plain', () => {
    expect(new Set(given).size).toBe(given.length);
    const required = declared.filter(({ isRequired }) => isRequired).map(({ name }) => name);
    expect(given).toEqual(expect.arrayContaining(required));
    const secret = declared.filter(({ meta }) => meta?.secret).map(({ name }) => name);
    expect(Object.keys(config).filter((name) => secret.includes(name))).toEqual([]);
  });

  it('are a configuration that starts, without a warning', () => {
    const settings = loadSettings({
      ...Object.fromEntries(Object.entries(config).map(([name, value]) => [name, String(value)])),
      ...Object.fromEntries(Object.keys(own.secrets).map((name) => [name, madeUpSecret(name)])),
    });
    expect(settings.environment).toBe(environment);
    expect([...riskySettings(settings), ...settings.notices]).toEqual([]);
  });
});

describe('the chart', () => {
  it('knows the variables of the environment, and no others', () => {
    const schema = z
      .looseObject({
        definitions: z.looseObject({
          config: z.looseObject({ properties: z.record(z.string(), z.unknown()) }),
        }),
      })
      .parse(JSON.parse(readFileSync(`${CHART}/values.schema.json`, 'utf8')));
    const names = declared.map(({ name }) => name);
    expect(Object.keys(schema.definitions.config.properties)).toEqual(names);
    expect(Object.keys(z.record(z.string(), z.unknown()).parse(read('files/variables.yaml')))).toEqual(names);
  });

  it('is of the version of the application', () => {
    const { version } = z
      .looseObject({ version: z.string() })
      .parse(JSON.parse(readFileSync('package.json', 'utf8')));
    expect(read('Chart.yaml')).toMatchObject({ version, appVersion: version });
  });

  it.each([
    ['files/alerts.yml', 'deploy/prometheus/alerts.yml'],
    ['files/dashboard.json', 'deploy/grafana/regie.json'],
  ])('has %s from where the others read it', (link, target) => {
    expect(lstatSync(`${CHART}/${link}`).isSymbolicLink()).toBe(true);
    expect(readFileSync(`${CHART}/${link}`, 'utf8')).toBe(readFileSync(target, 'utf8'));
  });
});

describe('the example of PostgreSQL by CloudNativePG', () => {
  const objects = parseAllDocuments(readFileSync('deploy/cloudnativepg/cluster.yaml', 'utf8')).map(
    (document) =>
      z
        .object({
          kind: z.string(),
          metadata: z.object({ name: z.string() }),
          spec: z.looseObject({ cluster: z.object({ name: z.string() }).optional() }),
        })
        .loose()
        .parse(document.toJSON()),
  );
  const of = (kind: string) => objects.find((each) => each.kind === kind);
  const cluster = of('Cluster');
  const pooler = of('Pooler');
  const prod = values.parse(read('environments/prod.yaml'));

  it('loses nothing that was acknowledged with one of three machines', () => {
    expect(cluster?.spec).toMatchObject({
      instances: 3,
      postgresql: { synchronous: { method: 'any', number: 1, dataDurability: 'required' } },
      affinity: { podAntiAffinityType: 'required' },
      plugins: [{ isWALArchiver: true, parameters: { barmanObjectName: of('ObjectStore')?.metadata.name } }],
    });
    for (const kind of ['ScheduledBackup', 'Pooler'])
      expect(of(kind)?.spec.cluster?.name).toBe(cluster?.metadata.name);
  });

  it('is what the values of production lead to: requests to the pooler, sessions past it', () => {
    expect(prod.config['DB_HOST']).toBe(pooler?.metadata.name);
    expect(pooler?.spec).toMatchObject({
      pgbouncer: { poolMode: 'transaction', parameters: { max_prepared_statements: expect.any(String) } },
    });
    const secret = `${cluster?.metadata.name}-app`;
    expect(prod.secrets).toMatchObject({
      DB_PASSWORD: { name: secret, key: 'password' },
      DATABASE_SESSION_URL: { name: secret, key: 'uri' },
    });
    expect(cluster?.spec).toMatchObject({
      bootstrap: { initdb: { database: prod.config['DB_NAME'], owner: prod.config['DB_USER'] } },
    });
  });
});

/** Addresses that browsers go to, or that stand in mails and answers: our processes call none of them. */
const NOT_CALLED = [
  'PEOPLE_BASE_URL',
  'PAGES_HELP_URL',
  'PAGES_LEGAL_URL',
  'PAGES_ACCESSIBILITY_URL',
  'PAGES_ACCESSIBILITY_PLAN_URL',
  'CONSOLE_SERVICES_URL',
  'OIDC_OP_AUTHORIZATION_ENDPOINT',
  'OIDC_OP_LOGOUT_ENDPOINT',
  'LOGIN_REDIRECT_URL',
  'LOGIN_REDIRECT_URL_FAILURE',
  'LOGOUT_REDIRECT_URL',
  'OIDC_PROVIDER_ISSUER',
  'OIDC_PROVIDER_LOGIN_URL',
  'WEBMAIL_URL',
];

describe('variables that are addresses', () => {
  const named = /(_URL(_\w+)?|_HOST|_ENDPOINT|_SERVER|_DSN|_PROXY|_ISSUER)$/;

  it('tell whom we call there, for firewalls to let it through, or are known to be of browsers', () => {
    const addresses = declared.filter(({ name }) => named.test(name));
    const silent = addresses.filter(({ meta }) => meta?.calls === undefined).map(({ name }) => name);
    expect(silent.sort()).toEqual([...NOT_CALLED].sort());
  });
});
