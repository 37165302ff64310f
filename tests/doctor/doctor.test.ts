import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import { makeDoctorCommand } from '../../src/infrastructure/doctor/doctor-command.ts';
import type { Finding } from '../../src/infrastructure/doctor/finding.ts';
import { lookAtDatabase } from '../../src/infrastructure/doctor/look-at-database.ts';
import { lookAtInstallation } from '../../src/infrastructure/doctor/look-at-installation.ts';
import { serve } from '../observability/http-fixture.ts';
import { type ApplicationHere, openApplicationHere } from '../support/application-here.ts';
import { PRODUCTION } from '../support/production-environment.ts';

const SECRETS = {
  DJANGO_EMAIL_HOST_PASSWORD: 'S3cr3t-of-mail',
  OIDC_RP_CLIENT_SECRET: 'ThisIsAnExampleKeyForDevPurposeOnly',
};

let application: ApplicationHere;
let surroundings: ApplicationHere['surroundings'];
beforeAll(async () => {
  application = await openApplicationHere();
  ({ surroundings } = application);
  await application.start();
});
afterAll(() => application?.close());

type Variables = Readonly<Record<string, string>>;

/** What the program finds where these variables are other than in the good set-up. */
async function look(variables: Variables = {}) {
  const lines: string[] = [];
  const command = makeDoctorCommand({
    settings: () => loadSettings({ ...surroundings.environment, ...variables }),
    look: lookAtInstallation,
    print: (line) => void lines.push(line),
  });
  const failure = await command.parseAsync(['--json'], { from: 'user' }).then(
    () => undefined,
    (error: Error) => error.message,
  );
  const found = lines.map((line) => JSON.parse(line) as Finding);
  return { found, failure, text: lines.join('\n') };
}

const wrongOf = (found: readonly Finding[]) => found.filter(({ verdict }) => verdict === 'wrong');

it('finds nothing wrong with a good set-up, and looks at every part', async () => {
  const { found, failure } = await look();
  expect(wrongOf(found)).toEqual([]);
  expect(failure).toBeUndefined();
  const areas = [
    'configuration',
    'database',
    'migrations',
    'audit log',
    'quarantine',
    'jobs',
    'mails',
    'mail service',
    'identity provider',
  ];
  const others = ['introspection', 'mail server', 'directory', 'webhooks', 'public address'];
  expect([...new Set(found.map(({ area }) => area))].toSorted()).toEqual([...areas, ...others].toSorted());
  expect(found).toContainEqual(
    expect.objectContaining({
      area: 'identity provider',
      verdict: 'right',
      what: expect.stringContaining('It knows us'),
    }),
  );
});

it('asks the mail server about our sender, and sends nothing', async () => {
  const { mails } = surroundings;
  const ofMails = async () => (await look()).found.filter(({ area }) => area === 'mail server');
  mails.clear();
  expect(await ofMails()).toContainEqual(
    expect.objectContaining({
      verdict: 'right',
      what: expect.stringMatching(/^It takes mails from \S+@\S+$/),
    }),
  );
  mails.refuseNext({ times: 1, code: 553, step: 'sender', text: '5.7.1 Sender address rejected' });
  expect(await ofMails()).toContainEqual(
    expect.objectContaining({
      verdict: 'wrong',
      what: expect.stringMatching(/^It takes no mail from our sender: .*MAIL FROM, 553, 5\.7\.1/),
      todo: expect.stringContaining('DJANGO_EMAIL_FROM'),
    }),
  );
  expect(mails.messages()).toEqual([]);
});

it('says that a copy is in quarantine, and changes nothing by looking', async () => {
  const { pool } = surroundings.database;
  const ofQuarantine = async (variables: Variables = {}) =>
    (await look(variables)).found.filter(({ area }) => area === 'quarantine');
  expect(await ofQuarantine()).toMatchObject([{ verdict: 'right' }]);
  // The application would notice by itself, and begin a quarantine: it has to wait.
  const held = await pool.connect();
  await held.query('BEGIN; LOCK TABLE installation IN SHARE UPDATE EXCLUSIVE MODE');
  try {
    await pool.query("UPDATE installation SET table_oid = '1'");
    const [found] = await ofQuarantine();
    expect(found).toMatchObject({ verdict: 'doubtful', what: expect.stringMatching(/not the one.*table/) });
    await pool.query("UPDATE installation SET quarantined_since = now(), quarantine_cause = 'operator'");
    const [begun] = await ofQuarantine();
    expect(begun).toMatchObject({ verdict: 'doubtful', todo: expect.stringContaining('quarantine confirm') });
  } finally {
    await pool.query('DELETE FROM installation');
    await held.query('ROLLBACK');
    held.release();
  }
});

/** A server that answers everything in one way. */
const answering = (status: number) => serve((_request, response) => void response.writeHead(status).end());

describe('what is broken is told with what to do', () => {
  const BROKEN: readonly [
    name: string,
    variables: () => Promise<Variables> | Variables,
    expected: Pick<Finding, 'area'> & { what: string | RegExp; todo: string | RegExp },
  ][] = [
    [
      'the configuration',
      () => ({ PORT: 'eighty', LANGUAGE_CODE: 'de' }),
      { area: 'configuration', what: 'PORT: must be a number', todo: '.env.example' },
    ],
    [
      'the database is away',
      () => ({ DATABASE_URL: 'postgres://regie:S3cr3t-of-mail@127.0.0.1:1/none' }),
      { area: 'database', what: /does not answer: .*ECONNREFUSED/, todo: 'Check DATABASE_URL' },
    ],
    [
      'dimail is away',
      () => ({ MAIL_PROVISIONING_API_URL: 'http://127.0.0.1:1' }),
      { area: 'mail service', what: /no usable answer/, todo: 'MAIL_PROVISIONING_API_URL' },
    ],
    [
      'dimail does not take our credentials',
      () => {
        surroundings.dimail.control.injectFault({ path: '/token/', fault: { kind: 'denied' } });
        return {};
      },
      {
        area: 'mail service',
        what: 'does not take our credentials',
        todo: 'MAIL_PROVISIONING_API_CREDENTIALS',
      },
    ],
    [
      'the identity provider is away',
      () => ({ OIDC_OP_URL: 'http://127.0.0.1:1' }),
      { area: 'identity provider', what: /does not answer: .*ECONNREFUSED/, todo: 'OIDC_OP_URL' },
    ],
    [
      'the identity provider calls itself otherwise',
      () => ({ OIDC_OP_URL: surroundings.openid.issuer.replace('localhost', '127.0.0.1') }),
      { area: 'identity provider', what: /^It calls itself /, todo: 'letter by letter' },
    ],
    [
      'id tokens are signed otherwise',
      () => ({ OIDC_RP_SIGN_ALGO: 'PS512' }),
      { area: 'identity provider', what: 'announces no PS512', todo: 'OIDC_RP_SIGN_ALGO' },
    ],
    [
      'introspection does not take our credentials',
      () => ({ OIDC_RS_CLIENT_ID: 'regie', OIDC_RS_CLIENT_SECRET: 'wrong' }),
      { area: 'introspection', what: 'cannot be used', todo: 'OIDC_RS_CLIENT_ID' },
    ],
    [
      'the mail server is away',
      () => ({ DJANGO_EMAIL_PORT: '1' }),
      { area: 'mail server', what: /does not take us: .*ECONNREFUSED/, todo: 'DJANGO_EMAIL_HOST' },
    ],
    [
      'the mail server has no encryption',
      () => ({ DJANGO_EMAIL_USE_TLS: 'true' }),
      { area: 'mail server', what: /does not take us/, todo: 'DJANGO_EMAIL' },
    ],
    [
      'webhooks may go anywhere',
      () => ({ WEBHOOK_ALLOWED_NETWORKS: '0.0.0.0/0' }),
      { area: 'webhooks', what: '0.0.0.0/0', todo: 'WEBHOOK_ALLOWED_NETWORKS' },
    ],
    [
      'nobody answers at the public address',
      () => ({ REGIE_PUBLIC_URL: 'http://localhost:1' }),
      { area: 'public address', what: /does not answer/, todo: 'REGIE_PUBLIC_URL' },
    ],
  ];

  it.each(BROKEN)('%s', async (_name, variables, { area, what, todo }) => {
    const { found, failure, text } = await look(await variables());
    const wrong = wrongOf(found).filter((finding) => finding.area === area);
    const isMeant = (finding: Finding) =>
      (typeof what === 'string' ? finding.what.includes(what) : what.test(finding.what)) &&
      (typeof todo === 'string' ? finding.todo?.includes(todo) : todo.test(finding.todo ?? ''));
    expect(wrong.filter(isMeant), text).toHaveLength(1);
    expect(failure).toMatch(/^Wrong: \d+ of \d+$/);
    for (const secret of Object.values(SECRETS)) expect(text).not.toContain(secret);
  });

  it.each([
    [400, 'refused for the name of its host', 'DJANGO_ALLOWED_HOSTS'],
    [502, 'answers 502', 'proxy in front'],
  ])('the public address answers %i', async (status, what, todo) => {
    const proxy = await answering(status);
    try {
      const { found } = await look({ REGIE_PUBLIC_URL: proxy.url });
      expect(wrongOf(found)).toContainEqual({
        area: 'public address',
        verdict: 'wrong',
        what: expect.stringContaining(what),
        todo: expect.stringContaining(todo),
      });
    } finally {
      await proxy.close();
    }
  });
});

it('tells what waits and what failed', async () => {
  await surroundings.database.pool.query(
    `SELECT graphile_worker.add_job('no_such_job', '{}', run_at => now() - interval '1 hour')`,
  );
  const { found } = await look();
  expect(wrongOf(found)).toEqual([
    expect.objectContaining({ area: 'jobs', what: expect.stringMatching(/due for 36\d\d s/) }),
  ]);
  await surroundings.database.pool.query(
    `UPDATE graphile_worker._private_jobs SET attempts = max_attempts
      WHERE task_id = (SELECT id FROM graphile_worker._private_tasks WHERE identifier = 'no_such_job')`,
  );
  expect(wrongOf((await look()).found)).toEqual([
    expect.objectContaining({ area: 'jobs', todo: expect.stringContaining('regie jobs retry') }),
  ]);
  await surroundings.database.pool.query('DELETE FROM graphile_worker._private_jobs');
});

it('tells of a schema that lags behind', async () => {
  const { pool } = surroundings.database;
  const { rows } = await pool.query<{ name: string; run_on: Date }>(
    'DELETE FROM schema_migration WHERE id = (SELECT max(id) FROM schema_migration) RETURNING name, run_on',
  );
  const [last] = rows;
  if (!last) throw new Error('There is no migration');
  const { found } = await look();
  await pool.query('INSERT INTO schema_migration (name, run_on) VALUES ($1, $2)', [last.name, last.run_on]);
  expect(wrongOf(found)).toContainEqual({
    area: 'migrations',
    verdict: 'wrong',
    what: `The schema lacks ${last.name}`,
    todo: 'Run `regie migrate`.',
  });
});

it('says in columns what people read, and names every variable of a configuration that cannot be read', async () => {
  const lines: string[] = [];
  const command = makeDoctorCommand({
    settings: () =>
      loadSettings({ ...PRODUCTION, DJANGO_EMAIL_HOST: '', OIDC_OP_URL: 'http://idp.example.fr' }),
    look: lookAtInstallation,
    print: (line) => void lines.push(line),
  });
  await expect(command.parseAsync([], { from: 'user' })).rejects.toThrow('Wrong: 2 of 2');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^NO {2}configuration {6}DJANGO_EMAIL_HOST: is required/);
  expect(lines[1]).toMatch(/^ {23}→ Set it as \.env\.example says/);
});

it('tells of a server that may lose what it has confirmed, anywhere but on a developer’s machine', async () => {
  const { pool } = surroundings.database;
  const findings = await lookAtDatabase({ pool, sessionPool: pool, poolSize: 10, isDevelopment: false });
  expect(wrongOf(findings)).toEqual([
    {
      area: 'database',
      verdict: 'wrong',
      what: expect.stringContaining('fsync is off'),
      todo: expect.stringContaining('to on'),
    },
  ]);
});
