import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const build = z.object({
  context: z.literal('.'),
  target: z.literal('build').optional(),
  secrets: z.array(z.literal('authorities')),
});
const service = z.looseObject({
  image: z.string(),
  build: build.optional(),
  profiles: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }).optional(),
});
const readCompose = (path: string): unknown =>
  parse(readFileSync(path, 'utf8'), {
    merge: true,
    // What Compose does to the file before: another value, or none, in place of the merged one.
    customTags: ['!reset', '!override'].flatMap((tag) => [
      { tag, resolve: (value: string) => value },
      { tag, collection: 'map' as const },
      { tag, collection: 'seq' as const },
    ]),
  });
const compose = z
  .object({
    services: z.record(z.string(), service),
    networks: z.record(z.string(), z.object({ name: z.string() })),
    volumes: z.record(z.string(), z.null()),
    secrets: z.record(z.string(), z.object({ file: z.string() })),
  })
  .parse(readCompose('docker-compose.yml'));
const { services } = compose;
const SYSTEMS = ['dimail', 'keycloak', 'mail', 'postgres'];
/** A variable of Compose with its default. */
const usually = (name: string, value: string) => `$${'{'}${name}:-${value}}`;

describe('docker-compose.yml', () => {
  it('has the systems by default, the application and the tests on demand', () => {
    const profiles = Object.entries(services).map(([name, { profiles }]) => [name, profiles]);
    expect(Object.fromEntries(profiles)).toEqual({
      ...Object.fromEntries(SYSTEMS.map((name) => [name, undefined])),
      app: ['app'],
      migrate: ['app'],
      tests: ['tests'],
    });
  });

  it('has the ports of development, on this machine only', () => {
    expect(Object.fromEntries(Object.entries(services).map(([name, { ports }]) => [name, ports]))).toEqual({
      postgres: ['127.0.0.1:5432:5432'],
      keycloak: ['127.0.0.1:8083:8083'],
      dimail: ['127.0.0.1:8001:8000'],
      mail: ['127.0.0.1:1025:1025', '127.0.0.1:1080:1080'],
      migrate: [],
      app: ['127.0.0.1:8071:8071'],
      tests: [],
    });
  });

  it('puts everything in one named network', () => {
    expect(compose.networks).toEqual({ regie: { name: 'regie' } });
    for (const { networks } of Object.values(services)) expect(networks).toEqual(['regie']);
  });

  it('pins every image that it does not build', () => {
    for (const name of ['keycloak', 'mail', 'postgres'])
      expect(services[name]?.image).toMatch(/^[a-z/-]+:v?\d+(\.\d+)*(-alpine)?$/);
  });

  it('has the development dimail by default, whose accounts stay from start to start', () => {
    const dimail = services['dimail'];
    expect(dimail?.command).toEqual(['node', '--import', 'tsx', 'dev/dimail/main.ts']);
    expect(dimail?.build?.target).toBe('build');
    const { COMPANION_DATA_FILE = '', DIMAIL_HOST, DIMAIL_PORT } = dimail?.environment ?? {};
    expect([DIMAIL_HOST, DIMAIL_PORT]).toEqual(['0.0.0.0', '8000']);
    const [volume, folder] = dimail?.volumes[0]?.split(':') ?? [];
    expect(compose.volumes).toHaveProperty([volume ?? '']);
    expect(`${folder}/${COMPANION_DATA_FILE.split('/').at(-1)}`).toBe(`/app/${COMPANION_DATA_FILE}`);
    // The folder belongs to the user of the image, and so does the volume that begins as it.
    expect(readFileSync('Dockerfile', 'utf8')).toContain('install -d -o node -g node .data');
  });

  it('knows when each system is ready, and waits for it', () => {
    for (const name of SYSTEMS) expect(services[name]?.healthcheck?.test[0]).toBe('CMD');
    const ready = Object.fromEntries(SYSTEMS.map((system) => [system, { condition: 'service_healthy' }]));
    expect(services['tests']?.depends_on).toEqual(ready);
    expect(services['app']?.depends_on).toEqual({
      ...ready,
      migrate: { condition: 'service_completed_successfully' },
    });
  });

  it('has nothing in a profile that ends and that nobody waits for, which `up --wait` takes for a failure', () => {
    const waitedFor = new Set(
      Object.values(services).flatMap(({ depends_on }) =>
        Object.entries(depends_on)
          .filter(([, { condition }]) => condition === 'service_completed_successfully')
          .map(([name]) => name),
      ),
    );
    const image = readFileSync('Dockerfile', 'utf8');
    expect(image).toContain('HEALTHCHECK');
    const lasting = Object.entries(services).filter(
      ([name, { healthcheck, image: of }]) => healthcheck !== undefined || (of === 'regie' && name === 'app'),
    );
    expect([...lasting.map(([name]) => name), ...waitedFor, 'tests'].sort()).toEqual(
      Object.keys(services).sort(),
    );
  });

  it('has Keycloak announce sign-outs to the application of the network', () => {
    expect(services['keycloak']?.environment['REGIE_BACKCHANNEL_URL']).toBe(
      usually('REGIE_BACKCHANNEL_URL', 'http://app:8071'),
    );
    expect(services['app']?.environment).toMatchObject({ LISTEN_ADDRESS: '0.0.0.0', REGIE_ENV: 'dev' });
  });

  it('builds with the certificate authorities of whoever builds', () => {
    expect(compose.secrets).toEqual({
      authorities: { file: usually('BUILD_AUTHORITIES', 'docker/no-authorities.pem') },
    });
    expect(readFileSync('docker/no-authorities.pem', 'utf8')).not.toContain('BEGIN CERTIFICATE');
  });

  it('runs the application as production does: nothing is written, and it may do nothing', () => {
    expect(services['app']).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      security_opt: ['no-new-privileges:true'],
    });
  });

  it('has the tests that need the network tried in it', () => {
    expect(services['tests']?.command?.join(' ')).toContain('--project network');
    const named = readFileSync('vitest.config.ts', 'utf8').match(/name: '(\w+)'/g) ?? [];
    for (const project of services['tests']?.command?.join(' ').match(/(?<=--project )\w+/g) ?? [])
      expect(named).toContain(`name: '${project}'`);
    expect(services['tests']?.environment).toMatchObject({
      OIDC_OP_URL: 'http://keycloak:8083/realms/people',
      MAIL_PAGES_URL: 'http://mail:1080',
    });
  });

  it.each(['app', 'tests'])('sends %s to the other services by their names', (name) => {
    const environment = services[name]?.environment ?? {};
    const database = new URL(environment['DATABASE_URL'] ?? '');
    const postgres = services['postgres']?.environment;
    expect([database.host, database.username, database.password, database.pathname]).toEqual([
      'postgres:5432',
      postgres?.['POSTGRES_USER'],
      postgres?.['POSTGRES_PASSWORD'],
      `/${postgres?.['POSTGRES_DB']}`,
    ]);
    expect(environment['MAIL_PROVISIONING_API_URL']).toBe('http://dimail:8000');
    expect(`${environment['DJANGO_EMAIL_HOST']}:${environment['DJANGO_EMAIL_PORT']}`).toBe('mail:1025');
  });

  it('builds the application and all else of the sources from the same Dockerfile, each once', () => {
    expect(readFileSync('Dockerfile', 'utf8')).toMatch(/^FROM manifests AS build$/m);
    for (const name of ['app', 'migrate']) {
      expect(services[name]?.build).toEqual({ context: '.', secrets: ['authorities'] });
      expect(services[name]?.image).toBe('regie');
    }
    for (const name of ['dimail', 'tests']) {
      expect(services[name]?.build).toEqual({ context: '.', target: 'build', secrets: ['authorities'] });
      expect(services[name]?.image).toBe('regie-sources');
    }
  });
});

describe('docker/real-dimail.yml', () => {
  const { services: replaced } = z
    .object({ services: z.record(z.string(), z.looseObject({})) })
    .parse(readCompose('docker/real-dimail.yml'));

  it('puts a real dimail in the place of the development one, and nothing else away', () => {
    expect(Object.keys(replaced).sort()).toEqual(['app', 'dimail', 'dimail-accounts', 'tests']);
    expect(replaced['dimail']).toMatchObject({
      image: expect.stringMatching(/^\$\{DIMAIL_IMAGE:\?/),
      environment: { DIMAIL_MODE: 'FAKE', DIMAIL_JWT_SECRET: 'ThisIsAnExampleKeyForDevPurposeOnly' },
    });
  });

  it('keeps its accounts, by a service that stays and tells whether they are there', () => {
    expect(replaced['dimail-accounts']).toMatchObject({
      command: ['node', '--import', 'tsx', 'dev/dimail-accounts/main.ts', '--keep'],
      environment: services['app'] && {
        MAIL_PROVISIONING_API_URL: services['app'].environment['MAIL_PROVISIONING_API_URL'],
        MAIL_PROVISIONING_API_CREDENTIALS: services['app'].environment['MAIL_PROVISIONING_API_CREDENTIALS'],
      },
      healthcheck: { test: ['CMD', 'test', '-f', '.data/accounts-are-there'] },
    });
    for (const name of ['app', 'tests'])
      expect(replaced[name]).toEqual({ depends_on: { 'dimail-accounts': { condition: 'service_healthy' } } });
  });
});
