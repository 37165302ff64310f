import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const service = z.object({
  image: z.string().optional(),
  build: z.object({ context: z.string(), target: z.string().optional() }).optional(),
  profiles: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  networks: z.array(z.string()),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()).min(2) }).optional(),
});
const compose = z
  .object({
    services: z.record(z.string(), service),
    networks: z.record(z.string(), z.object({ name: z.string() })),
    volumes: z.record(z.string(), z.unknown()),
  })
  .parse(parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true }));
const { services } = compose;
const SYSTEMS = ['dimail', 'keycloak', 'mail', 'postgres'];

describe('docker-compose.yml', () => {
  it('has the systems by default, the application and the tests on demand', () => {
    const profiles = Object.entries(services).map(([name, { profiles }]) => [name, profiles]);
    expect(Object.fromEntries(profiles)).toEqual({
      ...Object.fromEntries(SYSTEMS.map((name) => [name, undefined])),
      app: ['app'],
      tests: ['tests'],
    });
  });

  it('has the ports of development, on this machine only', () => {
    expect(Object.fromEntries(Object.entries(services).map(([name, { ports }]) => [name, ports]))).toEqual({
      postgres: ['127.0.0.1:5432:5432'],
      keycloak: ['127.0.0.1:8083:8083'],
      dimail: ['127.0.0.1:8001:8000'],
      mail: ['127.0.0.1:1025:1025', '127.0.0.1:1080:1080'],
      'dimail-accounts': [],
      app: ['127.0.0.1:8071:8071'],
      tests: [],
    });
  });

  it('puts everything in one named network', () => {
    expect(compose.networks).toEqual({ regie: { name: 'regie' } });
    for (const { networks } of Object.values(services)) expect(networks).toEqual(['regie']);
  });

  it('pins every image', () => {
    for (const name of SYSTEMS) {
      expect(services[name]?.image).toMatch(/^(\$\{DIMAIL_IMAGE:-)?[a-z/-]+:v?\d+(\.\d+)*(-alpine)?\}?$/);
    }
    expect(services['dimail']?.environment).toEqual({
      DIMAIL_MODE: 'FAKE',
      DIMAIL_JWT_SECRET: 'ThisIsAnExampleKeyForDevPurposeOnly',
    });
  });

  it('knows when each system is ready, and waits for it', () => {
    for (const name of [...SYSTEMS, 'app']) expect(services[name]?.healthcheck?.test[0]).toBe('CMD');
    for (const name of ['app', 'tests']) {
      expect(services[name]?.depends_on).toEqual({
        ...Object.fromEntries(SYSTEMS.map((system) => [system, { condition: 'service_healthy' }])),
        'dimail-accounts': { condition: 'service_completed_successfully' },
      });
    }
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

  it('builds the application and the tests from the same Dockerfile', () => {
    const stages = Array.from(
      readFileSync('Dockerfile', 'utf8').matchAll(/^FROM (\S+)(?: AS (\S+))?$/gm),
      ([, image, name]) => [image, name],
    );
    expect(stages).toEqual([
      ['node:24-slim', 'build'],
      ['node:24-slim', undefined],
    ]);
    expect(services['app']?.build).toEqual({ context: '.' });
    expect(services['tests']?.build).toEqual({ context: '.', target: 'build' });
  });
});
