import { load } from 'cheerio';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DimailSwitches } from '../../dev/demo/dimail-switches.ts';
import { type RunningDimail, startDimail } from '../../dev/dimail/start-dimail.ts';
import { type Development, openDevelopment } from '../support/development.ts';
import { eventually } from '../support/eventually.ts';
import { type LauncherProcess, runDevelopmentProgram } from '../support/launcher-process.ts';
import { stillRunning } from '../support/process-tree.ts';
import { type SignedIn, signIn } from '../support/signed-in-client.ts';

/** What `npm start` promises to take at most to stop, with work of a few seconds in flight. */
const STOP_MS = 10_000;
/** Longer than a request waits for its provisioning job (2 s), shorter than a stop may take. */
const DIMAIL_LATENCY_MS = 3_500;
const DOMAIN = 'start.example.fr';
const SLUG = 'startexamplefr';

let development: Development;
/** Outlives the launchers that use it. */
let dimail: RunningDimail;
let launcher: LauncherProcess;
beforeAll(async () => {
  [development, dimail] = await Promise.all([openDevelopment(), startDimail({ port: 0 })]);
});
afterAll(async () => {
  await development?.close();
  await dimail?.close();
});

const mailbox = (localPart: string) => ({
  first_name: 'Ada',
  last_name: localPart,
  local_part: localPart,
  secondary_email: `${localPart}@perso.example`,
});

const createMailbox = ({ rest }: SignedIn, localPart: string) =>
  rest('POST', `mail-domains/${SLUG}/mailboxes/`, mailbox(localPart));

async function statuses({ rest }: SignedIn): Promise<Record<string, string>> {
  const { body } = await rest('GET', `mail-domains/${SLUG}/mailboxes/`);
  return Object.fromEntries(
    body.results.map((one: { local_part: string; status: string }) => [one.local_part, one.status]),
  );
}

/** Ends with code 0, within the time promised, and leaves no process behind. */
async function expectOrderlyStop(stopped: LauncherProcess, stop: () => void): Promise<void> {
  const started = await stopped.descendants();
  const askedAt = performance.now();
  stop();
  expect(await stopped.ended).toEqual({ code: 0, signal: null });
  expect(performance.now() - askedAt).toBeLessThan(STOP_MS);
  expect(await stillRunning(started)).toEqual([]);
  const steps = stopped.lines.filter((line) => line.startsWith('[start] stopping'));
  expect(steps).toEqual([
    '[start] stopping the application',
    '[start] stopping the companions',
    '[start] stopping PostgreSQL',
  ]);
  expect(stopped.lines.at(-1)).toBe('[start] everything is stopped');
}

it('starts from nothing and tells addresses and accounts', async () => {
  launcher = await development.start();
  await launcher.ready();
  await launcher.says(/^ {2}e2e\.marie/);
  const output = launcher.lines.join('\n');
  expect(output).toContain('[start] migrations applied: 0001_first_release');
  const { ports, url } = development;
  expect(output).toMatch(new RegExp(`^ {2}sign in +${url}/api/v1.0/authenticate/$`, 'm'));
  for (const [name, port] of [
    ['Régie', ports.PORT],
    ['openid-provider', ports.OPENID_PROVIDER_PORT],
    ['dimail', ports.DIMAIL_PORT],
    ['mail-catcher', ports.MAIL_CATCHER_HTTP_PORT],
    ['siret-api', ports.SIRET_API_PORT],
  ]) {
    const address = new RegExp(`^ {2}${name} +(http://localhost:${port}\\S*)$`, 'm').exec(output)?.[1];
    expect(address, `address of ${name}`).toBeDefined();
    if (name !== 'Régie') expect((await fetch(address ?? '')).status).toBe(200);
  }
  const postgres = await development.postgres();
  expect(output).toMatch(
    new RegExp(`^ {2}PostgreSQL +postgres://people:\\S+:${postgres?.port}/people$`, 'm'),
  );
  expect(output).toMatch(/^ {2}people +people +people@people\.world$/m);
});

it('is what the demonstration needs', async () => {
  const { code, output } = await runDevelopmentProgram('dev/demo/main.ts', development.environment);
  expect(output).toContain('demo: everything went as it should');
  expect(code).toBe(0);
});

it('builds the console in the background, and leads people who signed in there', async () => {
  expect((await signIn(development.url)).arrival).toBe(`${development.url}/console/`);
  await eventually(async () => {
    const answer = await fetch(`${development.url}/console/`, { headers: { accept: 'text/html' } });
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('id="root"')]);
  });
});

it('has a page that tells what is here', async () => {
  const { rest, jar } = await signIn(development.url);
  const answer = await fetch(`http://localhost:${development.ports.START_PAGE_PORT}/`, {
    headers: { cookie: jar.header(new URL(development.url)) },
  });
  expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
  const page = load(await answer.text());
  expect(page('h1').text()).toBe('Régie is running');
  expect(page('main').text()).toContain('Signed in as John Doe');
  const links = page('a')
    .toArray()
    .map((one) => page(one).attr('href'));
  expect(links).toEqual(
    expect.arrayContaining([
      development.url,
      `http://localhost:${development.ports.MAIL_CATCHER_HTTP_PORT}`,
      `${development.url}/api/v1.0/logout/`,
    ]),
  );
  expect(page('td').text()).toContain('password-e2e.marie');
  expect(await rest('GET', 'users/me/')).toMatchObject({ status: 200, body: { name: 'John Doe' } });
});

it('on SIGTERM finishes the request and the job in flight, then stops in order', async () => {
  const person = await signIn(development.url);
  const { body } = await person.rest('POST', 'mail-domains/', { name: DOMAIN, support_email: `s@${DOMAIN}` });
  expect(body).toMatchObject({ slug: SLUG, status: 'enabled' });
  const dimailUrl = `http://localhost:${development.ports.DIMAIL_PORT}`;
  await fetch(`${dimailUrl}/__control__/latency`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ delay: DIMAIL_LATENCY_MS, path: `/domains/${DOMAIN}/mailboxes/*` }),
  });
  const answer = createMailbox(person, 'in-flight');
  await eventually(
    async () => {
      const journal = await fetch(`${dimailUrl}/__control__/requests`).then((response) => response.json());
      expect(JSON.stringify(journal)).toContain(`/domains/${DOMAIN}/mailboxes/in-flight`);
    },
    { interval: 20 },
  );
  expect((await new DimailSwitches(dimailUrl).mailboxes()).map(({ email }) => email)).not.toContain(
    `in-flight@${DOMAIN}`,
  );
  await expectOrderlyStop(launcher, () => launcher.signal('SIGTERM'));
  // Answered when the wait was over; the job went on, until dimail answered in turn.
  expect(await answer).toMatchObject({ status: 201, body: { local_part: 'in-flight' } });
  expect(await development.postgres()).toBeUndefined();
});

it('starts again on the same data, here with a dimail from outside', async () => {
  launcher = await development.start({ MAIL_PROVISIONING_API_URL: dimail.url });
  await launcher.ready();
  expect(launcher.lines).toContain('[start] the database is up to date');
  expect(launcher.lines.some((line) => line.startsWith('[dimail]'))).toBe(false);
  const person = await signIn(development.url);
  expect((await person.rest('GET', `mail-domains/${SLUG}/`)).body).toMatchObject({ name: DOMAIN });
  // No dimail of this start has seen it: it was created by the job that was in flight.
  expect(await statuses(person)).toEqual({ 'in-flight': 'enabled' });
});

it('recovers from a kill: programs end by themselves, PostgreSQL is found again, work goes on', async () => {
  const person = await signIn(development.url);
  const domain = { name: 'killed.example.fr', supportEmail: 's@killed.example.fr' };
  const { slug } = await person.regie.mailDomains.create.mutate(domain);
  dimail.control.configure({ down: true });
  const before = await person.rest('POST', `mail-domains/${slug}/mailboxes/`, mailbox('survivor'));
  expect(before).toMatchObject({ status: 201, body: { status: 'pending' } });
  const postgres = await development.postgres();
  expect(postgres).toBeDefined();

  const started = await launcher.descendants();
  launcher.signal('SIGKILL');
  expect(await launcher.ended).toEqual({ code: null, signal: 'SIGKILL' });
  await eventually(
    async () => {
      const left = (await stillRunning(started)).filter(
        ({ pid, parent }) => pid !== postgres?.pid && parent !== postgres?.pid,
      );
      expect(left).toEqual([]);
    },
    { interval: 100 },
  );
  expect(await development.postgres()).toEqual(postgres);
  dimail.control.configure({ down: false });

  launcher = await development.start({ MAIL_PROVISIONING_API_URL: dimail.url });
  await launcher.ready();
  expect(launcher.lines).toContain(`[start] PostgreSQL on port ${postgres?.port} (was already running)`);
  const again = await signIn(development.url);
  await eventually(
    async () => {
      const { body } = await again.rest('GET', `mail-domains/${slug}/mailboxes/`);
      expect(body.results).toMatchObject([{ local_part: 'survivor', status: 'enabled' }]);
    },
    { patience: 60_000, interval: 200 },
  );
  const held = dimail.control.dump().mailboxes.filter(({ email }) => email.startsWith('survivor@'));
  expect(held.map(({ creations }) => creations)).toEqual([1]);
});

it('on Ctrl-C, which reaches its whole process group, stops in order too', async () => {
  await expectOrderlyStop(launcher, () => launcher.signalGroup('SIGINT'));
  expect(await development.postgres()).toBeUndefined();
});
