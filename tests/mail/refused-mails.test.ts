import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startMailCatcher } from '../../dev/mail-catcher/start-mail-catcher.ts';
import { SmtpMailer, type SmtpMailerOptions } from '../../src/adapters/mail/smtp-mailer.ts';
import type { MailMessage } from '../../src/application/notification/mailer.ts';
import { ScriptedSmtpServer, type SmtpScript } from '../support/scripted-smtp-server.ts';
import { makeSelfSignedCertificate } from '../support/self-signed-certificate.ts';

const PASSWORD = 'secret-password';
const MESSAGE: MailMessage = {
  id: 'e7a1c9',
  to: 'camille@example.fr',
  language: 'fr-fr',
  content: { kind: 'login_link', address: 'c@mairie.fr', loginLink: 'https://w.example.fr/code/secret-code' },
};

let server: ScriptedSmtpServer;
beforeAll(async () => {
  server = await ScriptedSmtpServer.start();
});
afterAll(() => server.close());

const mailers: SmtpMailer[] = [];
afterEach(async () => {
  for (const mailer of mailers.splice(0)) await mailer.close();
});
beforeEach(() => {
  server.say();
  server.taken.length = 0;
  server.commands.length = 0;
});

const makeMailer = (given: Partial<SmtpMailerOptions> = {}) => {
  const mailer = new SmtpMailer({
    host: '127.0.0.1',
    port: server.port,
    tls: 'none',
    from: 'La Régie <no-reply@regie.example.fr>',
    messageIdDomain: 'regie.example.fr',
    timeoutMs: 10_000,
    maxConnections: 1,
    ...given,
  });
  mailers.push(mailer);
  return mailer;
};
const failureOf = (mailer: SmtpMailer): Promise<unknown> =>
  mailer.send(MESSAGE).then(
    () => undefined,
    (error: unknown) => error,
  );
/** The report of a failure, which quotes nothing of the mail or of our credentials. */
const expectFailure = (failure: unknown, expected: object) => {
  expect(failure).toMatchObject(expected);
  expect(inspect(failure, { depth: 10, showHidden: true })).not.toMatch(/secret-|camille/);
};

const CREDENTIALS = { user: 'regie', password: PASSWORD };
const WITH_AUTH = '250-mx.example.fr\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME';

type Row = readonly [
  what: string,
  script: Partial<SmtpScript>,
  reason: string,
  options: Partial<SmtpMailerOptions>,
];

const NO_STARTTLS = 'ETLS, STARTTLS, 502, 5.5.1';
const NO_PASSWORD = 'EAUTH, NO_PASSWORD, AUTH PLAIN';
const NO_SENDER = 'NO_SENDER';
/** Failures that only we can repair. */
const NEEDS_OTHER_SETTINGS = new Set([NO_STARTTLS, NO_PASSWORD, NO_SENDER]);

const REFUSES_US: readonly Row[] = [
  ['no service', { greeting: '554 5.7.1 No service for you' }, 'EPROTOCOL, CONN, 554, 5.7.1', {}],
  ['no mail taken here', { greeting: '521 No mail here' }, 'EPROTOCOL, CONN, 521', {}],
  [
    'a name that is not liked',
    { ehlo: '550 5.7.1 Bad EHLO', helo: '504 5.5.2 Need a full host name' },
    'EPROTOCOL, HELO, 504, 5.5.2',
    {},
  ],
  [
    'STARTTLS first',
    { sender: '530 5.7.0 Must issue a STARTTLS command first' },
    'EENVELOPE, MAIL FROM, 530, 5.7.0',
    {},
  ],
  [
    'a sender that is not ours',
    { sender: '553 5.7.1 Not owned by user' },
    'EENVELOPE, MAIL FROM, 553, 5.7.1',
    {},
  ],
  [
    'a sender without domain',
    { sender: '550 5.1.8 Domain not found' },
    'EENVELOPE, MAIL FROM, 550, 5.1.8',
    {},
  ],
  ['a sender, without status', { sender: '550 Requested action not taken' }, 'EENVELOPE, MAIL FROM, 550', {}],
  [
    'relaying',
    { recipient: '554 5.7.1 <camille@example.fr>: Relay access denied' },
    'EENVELOPE, RCPT TO, 554, 5.7.1',
    {},
  ],
  ['relaying, as Exim does', { recipient: '550 relay not permitted' }, 'EENVELOPE, RCPT TO, 550', {}],
  [
    'sending as that sender',
    { recipient: '550 5.7.60 Client does not have permissions to send as this sender' },
    'EENVELOPE, RCPT TO, 550, 5.7.60',
    {},
  ],
  [
    'unauthenticated mail',
    { content: '550-5.7.26 This mail has been blocked\r\n550 5.7.26 SPF did not pass' },
    'EMESSAGE, DATA, 550, 5.7.26',
    {},
  ],
  [
    'the password',
    { ehlo: WITH_AUTH, auth: '535 5.7.8 Error: authentication failed' },
    'EAUTH, AUTH PLAIN, 535, 5.7.8',
    CREDENTIALS,
  ],
  ['no authentication where there are credentials', {}, 'EAUTH, AUTH_NOT_OFFERED, AUTH PLAIN', CREDENTIALS],
  [
    'no authentication that we know',
    { ehlo: '250-mx.example.fr\r\n250 AUTH GSSAPI NTLM' },
    'EAUTH, AUTH_NOT_OFFERED, AUTH PLAIN',
    CREDENTIALS,
  ],
  [
    'no EHLO where there are credentials',
    { ehlo: '502 Not implemented' },
    'EAUTH, AUTH_NOT_OFFERED, AUTH PLAIN',
    CREDENTIALS,
  ],
  ['an empty password', { ehlo: WITH_AUTH }, NO_PASSWORD, { user: 'regie' }],
  ['no STARTTLS where it is demanded', {}, NO_STARTTLS, { tls: 'starttls' }],
  ['no sender at all', {}, NO_SENDER, { from: 'La Régie' }],
  ['two senders', {}, NO_SENDER, { from: 'a@example.fr, b@example.fr' }],
];

describe('a server that refuses us', () => {
  it.each(REFUSES_US)(
    '(%s) postpones mails, of which it takes none',
    async (_what, script, reason, options) => {
      server.say(script);
      const mailer = makeMailer(options);
      const expected = { code: 'mailer.unavailable', trouble: 'configuration', params: { reason } };
      expectFailure(await failureOf(mailer), expected);
      expectFailure(await failureOf(mailer), expected);
      expect(server.taken).toEqual([]);
      // The password is not sent to a server that did not ask for it.
      if (!('auth' in script)) expect(server.commands.join('\n')).not.toContain('AUTH');
      server.say({ ehlo: WITH_AUTH });
      if (NEEDS_OTHER_SETTINGS.has(reason)) return;
      await mailer.send(MESSAGE);
      expect(server.taken).toEqual([
        { messageId: '<e7a1c9@regie.example.fr>', recipient: 'camille@example.fr' },
      ]);
    },
  );
});

describe('a server that refuses a mail', () => {
  it.each([
    [
      'an unknown recipient',
      { recipient: '550 5.1.1 <camille@example.fr>: User unknown' },
      'EENVELOPE, RCPT TO, 550, 5.1.1',
    ],
    ['a full mailbox', { recipient: '552 5.2.2 Over quota' }, 'EENVELOPE, RCPT TO, 552, 5.2.2'],
    ['an unknown recipient, without status', { recipient: '550 No such user' }, 'EENVELOPE, RCPT TO, 550'],
    ['spam', { content: '554 5.7.1 Spam message rejected' }, 'EMESSAGE, DATA, 554, 5.7.1'],
    ['the content, without status', { content: '554 Transaction failed' }, 'EMESSAGE, DATA, 554'],
  ] as const)('(%s) ends it', async (_what, script, reason) => {
    server.say(script);
    const mailer = makeMailer();
    expectFailure(await failureOf(mailer), { code: 'mailer.refused', params: { reason } });
    expect(server.taken).toEqual([]);
  });
});

describe('a server that has no time', () => {
  it.each([
    [{ greeting: '421 4.3.2 Too many connections' }],
    [{ sender: '451 4.3.0 Temporary lookup failure' }],
    [{ recipient: '450 4.2.0 Greylisted' }],
    [{ data: '451 4.3.0 Later' }],
    [{ content: '452 4.3.1 Insufficient system storage' }],
  ] as const)('postpones that mail alone: %o', async (script) => {
    server.say(script);
    const mailer = makeMailer();
    expectFailure(await failureOf(mailer), { code: 'mailer.unavailable', trouble: 'temporary' });
    server.say();
    await mailer.send(MESSAGE);
    expect(server.taken).toHaveLength(1);
  });
});

it.each([
  ['PLAIN', `AUTH PLAIN ${Buffer.from(`\0regie\0${PASSWORD}`).toString('base64')}`],
  ['LOGIN', 'AUTH LOGIN'],
])('authenticates with %s where that is offered', async (mechanism, command) => {
  server.say({
    ehlo: `250-mx.example.fr\r\n250 AUTH ${mechanism}`,
    auth: mechanism === 'LOGIN' ? '535 no' : '235 ok',
  });
  await failureOf(makeMailer(CREDENTIALS));
  expect(server.commands).toContain(command);
});

it('greets under the name that is set', async () => {
  await makeMailer({ ehloName: 'regie.example.fr' }).send(MESSAGE);
  expect(server.commands[0]).toBe('EHLO regie.example.fr');
});

describe('a connection that fails is logged with the code of Node', () => {
  const certificate = makeSelfSignedCertificate();

  it('without listener', async () => {
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const address = closed.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await new Promise((resolve) => closed.close(resolve));
    expectFailure(await failureOf(makeMailer({ port })), {
      trouble: 'connection',
      params: { reason: 'ESOCKET, ECONNREFUSED, CONN' },
    });
  });

  it('when there is no such name', async () => {
    const failure = await failureOf(makeMailer({ host: 'mail.invalid' }));
    expectFailure(failure, {
      trouble: 'connection',
      params: {
        reason: expect.stringMatching(/^EDNS, (?:ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ESERVFAIL|ETIMEOUT)/),
      },
    });
  });

  it.each(['starttls', 'implicit'] as const)('when the certificate is not trusted (%s)', async (tls) => {
    const catcher = await startMailCatcher({
      smtpPort: 0,
      httpPort: 0,
      tls: { ...certificate, implicit: tls === 'implicit' },
    });
    try {
      expectFailure(await failureOf(makeMailer({ port: catcher.smtpPort, tls })), {
        code: 'mailer.unavailable',
        trouble: 'configuration',
        params: { reason: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') },
      });
      const trusting = makeMailer({ port: catcher.smtpPort, tls, certificateAuthorities: certificate.cert });
      await trusting.send(MESSAGE);
      expect(catcher.messages()).toHaveLength(1);
    } finally {
      for (const mailer of mailers.splice(0)) await mailer.close();
      await catcher.close();
    }
  });

  it('when what listens speaks no TLS', async () => {
    expectFailure(await failureOf(makeMailer({ tls: 'implicit' })), {
      trouble: 'configuration',
      params: { reason: expect.stringMatching(/ERR_SSL|EPROTO/) },
    });
  });
});
