import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepEvents } from '../observability/kept-events.ts';
import { keepLines } from '../observability/log-lines.ts';
import { type ApplicationHere, openApplicationHere } from '../support/application-here.ts';
import { eventually } from '../support/eventually.ts';
import { ScriptedSmtpServer } from '../support/scripted-smtp-server.ts';
import { type SignedIn, signIn } from '../support/signed-in-client.ts';

const DOMAIN = 'refused.example.fr';
const INVITED = Array.from({ length: 8 }, (_, n) => `invited-${n}@perso.example`);
const OWNER = 'ada@perso.example';

let application: ApplicationHere;
let surroundings: ApplicationHere['surroundings'];
let server: ScriptedSmtpServer;
let url: string;
let client: SignedIn;
const reports = keepEvents();
const log = keepLines();

beforeAll(async () => {
  [application, server] = await Promise.all([openApplicationHere(), ScriptedSmtpServer.start()]);
  ({ url, surroundings } = application);
  await application.start(
    {
      DJANGO_EMAIL_PORT: String(server.port),
      DJANGO_EMAIL_EHLO_NAME: 'regie.example.fr',
      SENTRY_DSN: 'https://publickey@sentry.example.fr/42',
      LOGGING_LEVEL_LOGGERS_ROOT: 'INFO',
    },
    { sentryTransport: reports.transport, logDestination: log.destination },
  );
  client = await signIn(url);
});
afterAll(async () => {
  await application?.close();
  await server?.close();
});

type Row = { id: string; recipient: string; status: string; reason: string | null; kept: boolean };
const mails = async (): Promise<readonly Row[]> => {
  const { rows } = await surroundings.database.pool.query<Row>(
    `SELECT id, recipient, status, trouble_reason AS reason, sealed_content IS NOT NULL AS kept
       FROM outgoing_mail ORDER BY recipient`,
  );
  return rows;
};
const messageIdOf = ({ id }: Row) => `<${id}@localhost>`;
const heartbeat = async () => (await fetch(`${url}/__heartbeat__`)).json() as Promise<{ checks: object }>;
const told = (message: string) => log.entries().filter(({ Fields }) => Fields['msg'] === message);

it('loses nothing while it lasts, tells once, and brings each mail out once, under its id', async () => {
  const content = '550 5.7.26 Unauthenticated mail from us is not accepted: SPF, DKIM, DMARC';
  server.say({ content });
  const created = await client.rest('POST', 'mail-domains/', { name: DOMAIN, support_email: `s@${DOMAIN}` });
  expect(created.status).toBe(201);
  const below = `mail-domains/${created.body.slug}`;
  for (const email of INVITED) {
    expect(await client.rest('POST', `${below}/invitations/`, { email, role: 'viewer' })).toMatchObject({
      status: 201,
    });
  }
  const mailbox = { first_name: 'Ada', last_name: 'Lovelace', local_part: 'ada', secondary_email: OWNER };
  expect((await client.rest('POST', `${below}/mailboxes/`, mailbox)).status).toBe(201);

  // All were tried, most of them more than once, and all wait.
  await eventually(async () => {
    const waiting = await mails();
    expect(waiting.map(({ recipient }) => recipient)).toEqual(expect.arrayContaining([...INVITED, OWNER]));
    for (const { status, reason, kept } of waiting) {
      expect({ status, reason, kept }).toEqual({
        status: 'ready',
        reason: 'EMESSAGE, DATA, 550, 5.7.26',
        kept: true,
      });
    }
    expect(server.offered.length).toBeGreaterThan(2 * waiting.length);
  });
  expect(server.taken).toEqual([]);
  // And now the right to relay is gone as well.
  server.say({ content, recipient: '554 5.7.1 <somebody@example.fr>: Relay access denied' });
  await eventually(async () => {
    expect((await mails()).map(({ reason }) => reason)).toContain('EENVELOPE, RCPT TO, 554, 5.7.1');
  });
  const toldOfInvitations = async () => {
    const { items } = await client.regie.mailDomainInvitations.list.query({ domainSlug: created.body.slug });
    return items.map(({ mail }) => mail).toSorted();
  };
  expect(await toldOfInvitations()).toEqual(INVITED.map(() => 'waiting'));

  // One of them has waited for long.
  await surroundings.database.pool.query(
    "UPDATE outgoing_mail SET trouble_since = now() - interval '6 days' WHERE recipient = $1",
    [INVITED[0]],
  );
  await eventually(async () => expect(await toldOfInvitations()).toContain('given_up'), { patience: 90_000 });
  await eventually(async () => expect((await heartbeat()).checks).toMatchObject({ unsent_mails: 'warning' }));
  expect((await mails()).filter(({ status }) => status === 'given_up')).toMatchObject([
    { recipient: INVITED[0], kept: true },
  ]);
  expect(told('a mail was given up')).toHaveLength(1);

  server.say();
  await surroundings.database.pool.query('UPDATE user_account SET is_staff = true');
  const { items: unsent } = await client.regie.administration.mails.list.query({ statuses: ['given_up'] });
  expect(unsent).toMatchObject([{ recipient: INVITED[0], canBeSentAgain: true }]);
  for (const { id } of unsent) await client.regie.administration.mails.sendAgain.mutate({ id });
  await eventually(
    async () => {
      for (const { status, kept, reason } of await mails()) {
        expect({ status, kept, reason }).toEqual({ status: 'sent', kept: false, reason: null });
      }
    },
    { patience: 90_000 },
  );
  await eventually(async () => expect((await heartbeat()).checks).toMatchObject({ unsent_mails: 'ok' }));
  const all = await mails();
  expect(server.taken.map(({ messageId }) => messageId).toSorted()).toEqual(all.map(messageIdOf).toSorted());
  for (const { messageId, recipient } of server.offered) {
    expect(all.filter((mail) => messageIdOf(mail) === messageId)).toMatchObject([{ recipient }]);
  }

  expect(told('mails wait for the mail server')).toHaveLength(1);
  expect(told('the mail server takes mails again').length).toBeGreaterThanOrEqual(1);
  // One for the outage, one for the first mail that was given up in it.
  const reported = reports
    .events()
    .map(({ extra, exception }) => [extra['log_message'], exception.values[0]?.value]);
  expect(reported).toEqual([
    ['mails wait for the mail server', 'The mail server refuses us (EMESSAGE, DATA, 550, 5.7.26)'],
    ['a mail was given up', 'The mail server refuses us (EENVELOPE, RCPT TO, 554, 5.7.1)'],
  ]);
  expect([...log.lines, ...reports.envelopes].join('\n')).not.toMatch(/\/code\/(?!\[redacted\])/);
  expect(server.commands.filter((line) => line.startsWith('EHLO'))).toContain('EHLO regie.example.fr');
}, 240_000);
