import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { cp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../../dev/companion/free-port.ts';
import { startDimail } from '../../dev/dimail/start-dimail.ts';
import { MAIL_KINDS } from '../../src/application/notification/mail-content.ts';
import { type DiscoveryOverTls, startDiscoveryOverTls } from '../support/discovery-over-tls.ts';
import { eventually } from '../support/eventually.ts';
import { exchange } from '../support/http-exchange.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');
const COPIED = ['src', 'web', 'scripts', 'package.json', 'tsconfig.json', 'tsconfig.build.json'];

type Environment = Readonly<Record<string, string>>;

/** What a start said is wrong with the configuration, as `VARIABLE: problem`. */
const problemsIn = (output: string): readonly string[] =>
  output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => (JSON.parse(line) as { Fields: { variable?: string; problem?: string } }).Fields)
    .flatMap(({ variable, problem }) => (problem === undefined ? [] : [`${variable}: ${problem}`]));

/** A copy of what a build needs, so that the build touches nothing that is in use. */
let project: Awaited<ReturnType<typeof temporaryFolder>>;
let database: TestDatabase;
let emptyDatabase: TestDatabase;
let openid: DiscoveryOverTls;
let dimail: Awaited<ReturnType<typeof startDimail>>;
let port: number;

const running = new Set<ReturnType<typeof spawn>>();

/** Starts a program in the built project with nothing but `env` in its environment. */
function start(program: string, args: readonly string[], env: Environment = {}) {
  const child = spawn(program, args, {
    cwd: project.path,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const said = { output: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said.output += text;
    });
  }
  const ended = once(child, 'close').then(([code]) => {
    running.delete(child);
    return { code: code as number | null, output: said.output };
  });
  return { child, said, ended };
}

const regie = (env: Environment, ...args: readonly string[]) =>
  start(process.execPath, ['dist/infrastructure/main.js', ...args], env);

beforeAll(async () => {
  project = await temporaryFolder();
  for (const name of COPIED)
    await cp(join(PROJECT_FOLDER, name), join(project.path, name), { recursive: true });
  await rm(join(project.path, 'src/adapters/mail/compiled'), { recursive: true });
  await symlink(join(PROJECT_FOLDER, 'node_modules'), join(project.path, 'node_modules'));
  const [build] = await Promise.all([
    start('npm', ['run', 'build'], { HOME: project.path }).ended,
    (async () => {
      [database, emptyDatabase] = [await openTestDatabase(), await openTestDatabase({ migrated: false })];
      [openid, dimail] = await Promise.all([startDiscoveryOverTls(), startDimail({ port: 0 })]);
      port = await freePort();
    })(),
  ]);
  expect(build.output).not.toContain('error');
  expect(build.code).toBe(0);
});
afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all([database?.close(), emptyDatabase?.close(), openid?.close(), dimail?.close()]);
  await project?.remove();
});

const secret = () => randomBytes(32).toString('hex');

/** A pre-production installation behind a proxy that ends TLS. Secrets are its own. */
const preprod = (more: Environment = {}): Environment => ({
  REGIE_ENV: 'preprod',
  PORT: String(port),
  LISTEN_ADDRESS: '127.0.0.1',
  REGIE_SECRET_KEY: secret(),
  REGIE_PUBLIC_URL: 'https://regie.example.fr',
  PEOPLE_BASE_URL: 'https://desk.example.fr',
  DATABASE_URL: database.url,
  OIDC_OP_URL: openid.issuer,
  OIDC_RP_CLIENT_SECRET: secret(),
  LOGIN_REDIRECT_URL: 'https://desk.example.fr/',
  LOGIN_REDIRECT_URL_FAILURE: 'https://desk.example.fr/login',
  LOGOUT_REDIRECT_URL: 'https://desk.example.fr/',
  MAIL_PROVISIONING_API_URL: dimail.url,
  MAIL_PROVISIONING_API_CREDENTIALS: Buffer.from(`regie:${secret()}`).toString('base64'),
  WEBMAIL_URL: 'https://webmail.example.fr',
  DJANGO_EMAIL_HOST: '127.0.0.1',
  DJANGO_EMAIL_FROM: 'La Régie <no-reply@example.fr>',
  ...more,
});

/** Asks as the proxy does. */
const ask = (path: string, headers: Record<string, string> = { 'x-forwarded-proto': 'https' }) =>
  exchange(`http://127.0.0.1:${port}${path}`, { headers: { host: 'regie.example.fr', ...headers } });

const SECRETS = ['REGIE_SECRET_KEY', 'OIDC_RP_CLIENT_SECRET', 'MAIL_PROVISIONING_API_CREDENTIALS'];

describe('npm run build', () => {
  it('holds every mail compiled, and neither their sources nor what compiles them', async () => {
    const dist = join(project.path, 'dist');
    const files = (await readdir(dist, { recursive: true })).filter((name) => /\.(js|json)$/.test(name));
    expect(files.filter((name) => /mail\/(mails|layouts)\//.test(name))).toEqual([]);
    for (const name of files) {
      expect(await readFile(join(dist, name), 'utf8'), name).not.toMatch(
        /from ['"]mjml|import\(['"]mjml|<mj-/,
      );
    }
    const { mails } = JSON.parse(await readFile(join(dist, 'adapters/mail/compiled/mails.json'), 'utf8'));
    expect(Object.keys(mails).sort()).toEqual(Object.keys(MAIL_KINDS).sort());
  });

  it('compiles the sources and no test, and takes the migrations along', async () => {
    const files = await readdir(join(project.path, 'dist'), { recursive: true });
    expect(files).toContain('infrastructure/main.js');
    expect(files).toContain('infrastructure/trpc/client.d.ts');
    expect(files.filter((name) => /\.test\./.test(name))).toEqual([]);
    const migrations = 'adapters/postgres/migrations';
    expect(await readdir(join(project.path, 'dist', migrations))).toEqual(
      await readdir(join(PROJECT_FOLDER, 'src', migrations)),
    );
  });

  it('makes a program that migrates an empty database, and finds nothing to do the second time', async () => {
    const fresh = await openTestDatabase({ migrated: false });
    const env = preprod({ DATABASE_URL: fresh.url });
    const { rows: tables } = await fresh.pool.query(`SELECT to_regclass('mailbox') AS mailbox`);
    expect(tables).toEqual([{ mailbox: null }]);
    const first = await regie(env, 'migrate').ended;
    expect(first).toMatchObject({ code: 0, output: expect.stringContaining('0001_first_release') });
    const second = await regie(env, 'migrate').ended;
    expect(second).toMatchObject({ code: 0, output: expect.not.stringContaining('0001_first_release') });
    const { rows } = await fresh.pool.query('SELECT count(*)::int AS boxes FROM mailbox');
    expect(rows).toEqual([{ boxes: 0 }]);
    await fresh.close();
  });
});

describe('node dist/infrastructure/main.js', () => {
  it('answers behind its proxy, says what it runs, and ends in order on SIGTERM', async () => {
    const env = preprod({ OIDC_VERIFY_SSL: 'false' });
    const { child, said, ended } = regie(env);
    await eventually(async () => expect((await ask('/__lbheartbeat__')).status).toBe(200), {
      patience: 60_000,
      interval: 100,
    });

    expect(await ask('/__heartbeat__')).toMatchObject({ status: 200, body: { status: 'ok' } });
    // Probes come from inside, over plain HTTP and by address.
    expect(await ask('/__heartbeat__', { host: `127.0.0.1:${port}` })).toMatchObject({ status: 200 });

    const me = await ask('/api/v1.0/users/me/');
    expect(me).toMatchObject({ status: 401 });
    expect(me.headers['strict-transport-security']).toMatch(/^max-age=\d+/);
    expect(await ask('/api/v1.0/users/me/', {})).toMatchObject({
      status: 301,
      headers: { location: 'https://regie.example.fr/api/v1.0/users/me/' },
    });
    const stranger = { host: 'evil.example', 'x-forwarded-proto': 'https' };
    expect(await ask('/api/v1.0/users/me/', stranger)).toMatchObject({ status: 400 });

    // The provider is asked when somebody signs in.
    const signIn = await ask('/api/v1.0/authenticate/');
    expect(signIn.status).toBe(302);
    expect(signIn.headers['location']).toMatch(new RegExp(`^${openid.issuer}/authorize\\?`));

    child.kill('SIGTERM');
    const { code } = await ended;
    expect(code).toBe(0);
    const lines = said.output.trim().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as { Type: string; Fields: { msg?: string } });
    const risk = entries.find(({ Fields }) => Fields.msg?.startsWith('OIDC_VERIFY_SSL is off'));
    expect(risk).toMatchObject({ Severity: 4 });
    const refusals = entries.filter(({ Fields }) => Fields.msg?.startsWith('request refused: its host'));
    expect(refusals).toMatchObject([{ Severity: 4, Fields: { host: 'evil.example' } }]);
    expect(entries.find(({ Fields }) => Fields.msg === 'Listening')).toMatchObject({
      Type: 'regie',
      Fields: { environment: 'preprod', port },
    });
    expect(entries.at(-1)).toMatchObject({ Fields: { msg: 'Shut down', reason: 'SIGTERM' } });
    for (const name of SECRETS) expect(said.output).not.toContain(env[name]);
    expect(said.output).not.toContain(new URL(database.url).password);
  });

  it('does not start without configuration, and tells all that is missing at once', async () => {
    const { code, output } = await regie({}).ended;
    expect(code).toBe(1);
    const missing = problemsIn(output).filter((line) => line.endsWith(': is required'));
    expect(missing.map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining([
        'REGIE_ENV',
        'REGIE_SECRET_KEY',
        'REGIE_PUBLIC_URL',
        'PEOPLE_BASE_URL',
        'OIDC_OP_URL',
        'OIDC_RP_CLIENT_SECRET',
        'LOGIN_REDIRECT_URL',
        'LOGIN_REDIRECT_URL_FAILURE',
        'LOGOUT_REDIRECT_URL',
        'MAIL_PROVISIONING_API_URL',
        'MAIL_PROVISIONING_API_CREDENTIALS',
        'WEBMAIL_URL',
        'DJANGO_EMAIL_HOST',
      ]),
    );
    expect(output).not.toMatch(/^ +at /m);
  });

  it('does not start with secrets that everybody knows, nor shows any secret', async () => {
    const env = preprod({
      OIDC_RP_CLIENT_SECRET: 'ThisIsAnExampleKeyForDevPurposeOnly',
      REGIE_SECRET_KEY: 'S3cr3t-but-short',
      DJANGO_EMAIL_PORT: 'S3cr3t-misplaced',
    });
    const { code, output } = await regie(env).ended;
    expect(code).toBe(1);
    const problems = problemsIn(output);
    expect(problems).toContain('OIDC_RP_CLIENT_SECRET: is the development value, which is public');
    expect(problems).toContain('REGIE_SECRET_KEY: must have at least 32 characters');
    expect(problems).toContainEqual(expect.stringContaining('DJANGO_EMAIL_PORT: must be a number'));
    expect(output).not.toContain('S3cr3t');
    for (const name of SECRETS) expect(output).not.toContain(env[name]);
    expect(output).not.toContain(database.url);
  });

  it('does not start where it could not answer or be believed, and says what helps', async () => {
    const env = preprod({
      DATABASE_URL: 'notaurl',
      OIDC_OP_URL: 'http://idp.example.fr',
      DJANGO_EMAIL_FROM: 'from@example.com',
      DJANGO_ALLOWED_HOSTS: 'https://regie.example.fr',
    });
    const { code, output } = await regie(env).ended;
    expect(code).toBe(1);
    const problems = problemsIn(output).join('\n');
    expect(problems).toContain('DATABASE_URL: must be postgres://');
    expect(problems).toContain('OIDC_OP_URL: must be an https URL: over http nobody can sign in');
    expect(problems).toContain(
      'DJANGO_EMAIL_FROM: must be an address of yours: example.com is kept for examples',
    );
    expect(problems).toContain('DJANGO_ALLOWED_HOSTS: must be host names without scheme');
    const bare = await regie({ REGIE_ENV: 'prod' }).ended;
    expect(problemsIn(bare.output).join('\n')).toContain('DATABASE_URL: is required, or DB_HOST');
    expect(problemsIn(bare.output)).toContain('DJANGO_EMAIL_FROM: is required');
  });

  it('does not start on a database that lacks migrations, and names them', async () => {
    const { code, output } = await regie(preprod({ DATABASE_URL: emptyDatabase.url })).ended;
    expect(code).toBe(1);
    expect(output).toMatch(/The database lacks migrations: 0001_first_release, .*graphile_worker/);
    expect(output).not.toContain(new URL(emptyDatabase.url).password);
  });

  it('does not start without its database, and says what it could not reach', async () => {
    const closed = await freePort();
    const url = new URL(database.url);
    url.hostname = 'localhost';
    url.port = String(closed);
    const { code, output } = await regie(preprod({ DATABASE_URL: url.href })).ended;
    expect(code).toBe(1);
    expect(output).toContain(`ECONNREFUSED 127.0.0.1:${closed}`);
    expect(output).not.toContain(url.password);
  });
});
