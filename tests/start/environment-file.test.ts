import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withEnvironmentFile } from '../../dev/start/environment-file.ts';
import { readSetup } from '../../dev/start/read-setup.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let file: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, 'env');
});
afterAll(() => folder.remove());

const reading = (text: string, environment: Record<string, string> = {}) => {
  writeFileSync(file, text);
  const { ENV_FILE: _, ...read } = withEnvironmentFile({ ...environment, ENV_FILE: file });
  return read;
};

describe('.env of a developer', () => {
  it('adds to the environment, which wins', () => {
    const text = '# A comment\nPORT=9000\nWEB_CLIENT_URL="http://localhost:3000"\nEMPTY=\n';
    expect(reading(text)).toEqual({ PORT: '9000', WEB_CLIENT_URL: 'http://localhost:3000' });
    expect(reading(text, { PORT: '9001' })).toMatchObject({ PORT: '9001' });
  });

  it('changes nothing as a copy of .env.example, until one of its lines is changed', () => {
    const example = readFileSync('.env.example', 'utf8');
    const environment = { PORT: '9000', REGIE_DATA_DIR: folder.path };
    expect(readSetup(reading(example, environment))).toEqual(readSetup(environment));
    const changed = example.replace(/^OIDC_OP_URL=.*$/m, 'OIDC_OP_URL=http://localhost:8083/realms/people');
    expect(reading(changed)).toEqual({
      REGIE_ENV: 'dev',
      OIDC_OP_URL: 'http://localhost:8083/realms/people',
    });
  });

  it('may be absent, unless it was named', () => {
    const absent = join(folder.path, 'absent');
    expect(() => withEnvironmentFile({ ENV_FILE: absent })).toThrow(`${absent} cannot be read`);
  });
});

describe('WEB_CLIENT_URL', () => {
  const setup = (environment: Record<string, string>) => readSetup({ PORT: '9000', ...environment });

  it('leads people to the web client, which may call the application', () => {
    const { applicationEnv, webClient } = setup({
      WEB_CLIENT_URL: 'http://client.localhost:3300/',
    });
    expect(applicationEnv).toMatchObject({
      LOGIN_REDIRECT_URL: 'http://client.localhost:3300',
      LOGIN_REDIRECT_URL_FAILURE: 'http://client.localhost:3300',
      LOGOUT_REDIRECT_URL: 'http://client.localhost:3300',
      PEOPLE_BASE_URL: 'http://client.localhost:3300',
    });
    for (const [name, value] of [
      ['DJANGO_CSRF_TRUSTED_ORIGINS', 'http://client.localhost:3300'],
      ['DJANGO_CORS_ALLOWED_ORIGINS', 'http://client.localhost:3300'],
      ['OIDC_REDIRECT_ALLOWED_HOSTS', 'client.localhost:3300'],
    ] as const) {
      expect(applicationEnv[name]?.split(',')).toContain(value);
    }
    expect(webClient).toBe('http://client.localhost:3300');
  });

  it('gives way to what is said of one page', () => {
    const page = 'http://localhost:8071/api/v1.0/users/me/';
    const { applicationEnv } = setup({
      WEB_CLIENT_URL: 'http://localhost:3000',
      LOGIN_REDIRECT_URL: page,
    });
    expect(applicationEnv).not.toHaveProperty('LOGIN_REDIRECT_URL');
    expect(applicationEnv['LOGOUT_REDIRECT_URL']).toBe('http://localhost:3000');
    const withoutClient = setup({ LOGIN_REDIRECT_URL: page }).applicationEnv;
    expect(withoutClient).not.toHaveProperty('LOGIN_REDIRECT_URL');
    expect(withoutClient).toMatchObject({
      LOGIN_REDIRECT_URL_FAILURE: 'http://localhost:9000/console/refused',
      LOGOUT_REDIRECT_URL: 'http://localhost:9000/console/signed-out',
      PEOPLE_BASE_URL: 'http://localhost:9000/console',
    });
  });

  it.each(['localhost:3000', '3000', 'ftp://localhost', '//localhost:3000'])('cannot be %s', (written) => {
    expect(() => setup({ WEB_CLIENT_URL: written })).toThrow('WEB_CLIENT_URL must be the address');
  });
});
