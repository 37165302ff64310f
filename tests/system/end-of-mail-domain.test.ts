import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { type KillableApplication, openKillableApplication } from '../support/killable-application.ts';
import { type SignedIn, signIn } from '../support/signed-in-client.ts';

const NAME = 'squatted.example.fr';
const SUPPORT = `support@${NAME}`;

let application: KillableApplication;
beforeAll(async () => {
  application = await openKillableApplication();
  await application.start();
});
afterAll(() => application?.close());

const query = (sql: string) => application.surroundings.database.pool.query(sql);
const night = () => query(`SELECT graphile_worker.add_job('schedule_mail_domain_ends', '{}'::json)`);
const register = ({ rest }: SignedIn, name: string) =>
  rest('POST', 'mail-domains/', { name, support_email: `support@${name}` });
const isIdle = async () => expect((await query('SELECT FROM graphile_worker.jobs')).rowCount).toBe(0);

it('a domain without right DNS ends once although the process is killed, and its next owner takes it over at dimail', async () => {
  const { dimail, mails } = application.surroundings;
  dimail.control.configure({ defaultCheck: 'broken' });
  const squatter = await signIn(application.url);
  const created = await register(squatter, NAME);
  expect(created).toMatchObject({ status: 201, body: { status: 'action_required' } });
  await query(`UPDATE mail_domain SET unproven_since = now() - interval '24 days'`);

  await night();
  await eventually(() => expect(mails.messages({ to: SUPPORT })).toHaveLength(1), { patience: 30_000 });
  expect(mails.messages({ to: SUPPORT })[0]?.subject).toContain('removed unless it is set up');
  await eventually(isIdle, { patience: 30_000 });

  await query(
    `UPDATE mail_domain SET unproven_since = now() - interval '31 days',
            end_announced_at = now() - interval '8 days'`,
  );
  dimail.control.clearJournal();
  dimail.control.setLatency({ min: 400, max: 400 });
  await night();
  // The check was carried out, and what dimail holds is being read.
  await eventually(
    () => expect(dimail.control.requests().some(({ path }) => path.includes('/mailboxes/'))).toBe(true),
    { patience: 30_000, interval: 20 },
  );
  await application.kill();
  expect((await query('SELECT FROM mail_domain')).rowCount).toBe(1);
  dimail.control.clearLatency();
  await application.start();
  await eventually(async () => expect((await query('SELECT FROM mail_domain')).rowCount).toBe(0), {
    patience: 60_000,
  });
  const ends = await query(`SELECT FROM audit_entry WHERE action = 'mail_domain.ended'`);
  expect(ends.rowCount).toBe(1);
  expect(mails.messages({ to: SUPPORT })).toHaveLength(1);
  expect(dimail.control.dump().domains.map(({ name }) => name)).toContain(NAME);

  const owner = await signIn(application.url, 'e2e.marie', 'password-e2e.marie');
  dimail.control.configure({ defaultCheck: 'ok' });
  expect(await register(owner, NAME)).toMatchObject({ status: 201, body: { status: 'enabled' } });
  expect(await register(squatter, NAME)).toMatchObject({
    status: 400,
    body: { name: ['Mail domain with this name already exists.'] },
  });
});

it('any other name that dimail has stays refused', async () => {
  application.surroundings.dimail.control.outOfBand.addDomain('elsewhere.example.fr');
  const person = await signIn(application.url);
  expect(await register(person, 'elsewhere.example.fr')).toMatchObject({
    status: 400,
    body: { name: ['Mail domain with this name already exists.'] },
  });
});
