import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { type MailCatcherOptions, startMailCatcher } from '../../dev/mail-catcher/start-mail-catcher.ts';
import { SmtpMailer, type SmtpMailerOptions } from '../../src/adapters/mail/smtp-mailer.ts';
import type { MailMessage } from '../../src/application/notification/mailer.ts';
import { mailerContract } from '../contracts/mailer.contract.ts';
import { makeSelfSignedCertificate } from '../support/self-signed-certificate.ts';

const makeMailer = (port: number, overrides: Partial<SmtpMailerOptions> = {}) =>
  new SmtpMailer({
    host: '127.0.0.1',
    port,
    tls: 'none',
    from: 'La Régie <no-reply@regie.example.fr>',
    messageIdDomain: 'regie.example.fr',
    timeoutMs: 5_000,
    maxConnections: 3,
    ...overrides,
  });

const MESSAGE: MailMessage = {
  id: 'e7a1c9',
  to: 'camille@example.fr',
  language: 'fr-fr',
  content: { kind: 'login_link', address: 'c@mairie.fr', loginLink: 'https://w.example.fr/code/secret-code' },
};

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open(
  catcherOptions: Partial<MailCatcherOptions> = {},
  options: Partial<SmtpMailerOptions> = {},
) {
  const catcher = await startMailCatcher({ smtpPort: 0, httpPort: 0, ...catcherOptions });
  const mailer = makeMailer(catcher.smtpPort, options);
  cleanups.push(
    () => catcher.close(),
    () => mailer.close(),
  );
  return { catcher, mailer };
}

const REFUSALS = {
  temporary: { code: 451, step: 'recipient' },
  configuration: { code: 553, step: 'sender', text: '5.7.1 Sender address rejected: not owned by user' },
  definite: { code: 550, step: 'recipient' },
} as const;

mailerContract('SMTP', async () => {
  const catcher = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
  const mailer = makeMailer(catcher.smtpPort);
  const headerOf = (headers: readonly { name: string; value: string }[], wanted: string) =>
    headers.find(({ name }) => name === wanted)?.value ?? '';
  return {
    mailer,
    delivered: () =>
      catcher
        .messages()
        .toReversed()
        .map(({ messageId, to, headers }) => ({
          id: messageId.replace(/^<(.*)@regie\.example\.fr>$/, '$1'),
          to: to.join(),
          language: headerOf(headers, 'Content-Language'),
        })),
    setDown: (down) => catcher.setDown(down),
    refuseNext: (times, answer) => catcher.refuseNext({ times, ...REFUSALS[answer] }),
    reset: async () => {
      catcher.clear();
      catcher.refuseNext(null);
      await catcher.setDown(false);
    },
    close: async () => {
      await mailer.close();
      await catcher.close();
    },
  };
});

describe('SmtpMailer', () => {
  it('sends a readable text and HTML mail that says what it is', async () => {
    const { catcher, mailer } = await open();
    await mailer.send(MESSAGE);
    const [mail] = catcher.messages();
    expect(mail).toMatchObject({
      messageId: '<e7a1c9@regie.example.fr>',
      from: 'no-reply@regie.example.fr',
      to: ['camille@example.fr'],
      subject: 'Voici votre lien de connexion',
      text: expect.stringContaining('https://w.example.fr/code/secret-code\n'),
      html: expect.stringContaining('href="https://w.example.fr/code/secret-code"'),
    });
    expect(mail?.headers).toContainEqual({ name: 'Auto-Submitted', value: 'auto-generated' });
    expect(mail?.headers).toContainEqual({ name: 'To', value: 'camille@example.fr' });
    expect(mail?.source).toContain('Content-Type: multipart/alternative');
    expect(mail?.source).toContain('Content-Transfer-Encoding: quoted-printable');
    expect(mail?.source).not.toMatch(/base64/i);
  });

  it('lets no value add a header, a recipient or a part', async () => {
    const { catcher, mailer } = await open();
    const link = 'https://regie.example.fr/';
    const invite = (team: string) =>
      mailer.send({ ...MESSAGE, content: { kind: 'team_invitation', team, role: 'member', link } });
    await invite('Accueil');
    await invite('Accueil\r\nBcc: eve@example.com\r\n\r\n--=_part\r\n<script>x</script>');
    const [hostile, plain] = catcher.messages();
    expect(hostile?.to).toEqual(['camille@example.fr']);
    expect(hostile?.subject).toBe(plain?.subject);
    const names = (mail: typeof plain) => mail?.headers.map(({ name }) => name);
    expect(names(hostile)).toEqual(names(plain));
    expect(hostile?.html).not.toContain('<script>');
    // An invisible sign keeps mail programs from making a link of it.
    expect(hostile?.text).toContain(
      '«\u00a0Accueil Bcc: eve@\u200cexample.\u200ccom --=_part <script>x</script>\u00a0»',
    );
  });

  it.each([
    'camille@example.fr, eve@example.com',
    'camille@example.fr\r\nRCPT TO:<eve@example.com>',
    'nobody',
    '',
  ])('sends nothing for the recipient %j', async (to) => {
    const { catcher, mailer } = await open();
    await expect(mailer.send({ ...MESSAGE, to })).rejects.toMatchObject({ code: 'mailer.refused' });
    expect(catcher.messages()).toEqual([]);
  });

  it('fails on a link that is not a web address before it asks the server', async () => {
    const { catcher, mailer } = await open();
    const content = { kind: 'login_link', address: 'c@mairie.fr', loginLink: 'javascript:alert(1)' } as const;
    await expect(mailer.send({ ...MESSAGE, content })).rejects.toThrow('absolute http or https address');
    expect(catcher.messages()).toEqual([]);
  });

  it('sends over the same connections again, within their number', async () => {
    const { catcher, mailer } = await open({}, { maxConnections: 1 });
    await Promise.all(['a', 'b', 'c'].map((id) => mailer.send({ ...MESSAGE, id })));
    catcher.refuseNext({ times: 1, code: 550, step: 'data' });
    await expect(mailer.send(MESSAGE)).rejects.toMatchObject({ code: 'mailer.refused' });
    await mailer.send(MESSAGE);
    expect(catcher.messages()).toHaveLength(4);
  });

  it('ends the mails underway before it closes, and takes no more', async () => {
    const { catcher, mailer } = await open();
    const sending = [mailer.send(MESSAGE), mailer.send(MESSAGE)];
    await mailer.close();
    await Promise.all(sending);
    expect(catcher.messages()).toHaveLength(2);
    await expect(mailer.send(MESSAGE)).rejects.toMatchObject({ code: 'mailer.unavailable' });
  });

  describe('with TLS and credentials', () => {
    const certificate = makeSelfSignedCertificate();
    const credentials = { user: 'regie', password: 'secret-password' };

    it.each(['starttls', 'implicit'] as const)('signs in over %s', async (tls) => {
      const { catcher, mailer } = await open(
        { credentials, tls: { ...certificate, implicit: tls === 'implicit' } },
        { tls, certificateAuthorities: certificate.cert, ...credentials },
      );
      await mailer.send(MESSAGE);
      expect(catcher.messages()).toHaveLength(1);
    });

    it.each(['starttls', 'implicit'] as const)('refuses an unknown certificate over %s', async (tls) => {
      const { catcher, mailer } = await open(
        { tls: { ...certificate, implicit: tls === 'implicit' } },
        { tls },
      );
      await expect(mailer.send(MESSAGE)).rejects.toMatchObject({ code: 'mailer.unavailable' });
      expect(catcher.messages()).toEqual([]);
    });

    it('sends nothing in the clear when STARTTLS is not offered', async () => {
      const { catcher, mailer } = await open({}, { tls: 'starttls' });
      await expect(mailer.send(MESSAGE)).rejects.toMatchObject({ code: 'mailer.unavailable' });
      expect(catcher.messages()).toEqual([]);
    });

    it.each([
      ['wrong', { user: 'regie', password: 'secret-mistake' }],
      ['no', {}],
    ])('takes %s credentials for an outage, since the mail itself is fine', async (_, given) => {
      const { mailer } = await open({ credentials }, given);
      const failure: unknown = await mailer.send(MESSAGE).catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'mailer.unavailable' });
      expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('secret-');
    });
  });

  describe('in front of a broken server', () => {
    /** A server that answers each line of a client with what `reply` gives, if anything. */
    async function openServer(greeting: string, reply: (line: string) => string | undefined) {
      const sockets = new Set<Socket>();
      const server: Server = createServer((socket) => {
        sockets.add(socket);
        socket.on('error', () => socket.destroy());
        socket.write(greeting);
        socket.on('data', (chunk) => {
          for (const line of chunk.toString().split('\r\n')) {
            const answer = line === '' ? undefined : reply(line);
            if (answer !== undefined) socket.write(`${answer}\r\n`);
          }
        });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      cleanups.push(async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => server.close(resolve));
      });
      return (server.address() as AddressInfo).port;
    }
    const failureFrom = async (port: number) => {
      const mailer = makeMailer(port, { timeoutMs: 300 });
      const failure: unknown = await mailer.send(MESSAGE).catch((error: unknown) => error);
      await mailer.close();
      return failure;
    };

    it('gives up on one that says nothing', async () => {
      expect(await failureFrom(await openServer('', () => undefined))).toMatchObject({
        code: 'mailer.unavailable',
      });
    });

    it('gives up on one that stops answering in the middle', async () => {
      const port = await openServer('220 ready\r\n', (line) =>
        line.startsWith('EHLO') ? '250 welcome' : undefined,
      );
      expect(await failureFrom(port)).toMatchObject({ code: 'mailer.unavailable' });
    });

    it('tries again later when one has no service at all (554 greeting)', async () => {
      const port = await openServer('554 no service here\r\n', () => '503 no');
      expect(await failureFrom(port)).toMatchObject({ code: 'mailer.unavailable' });
    });

    it('does not repeat what one quotes of the mail', async () => {
      const port = await openServer('220 ready\r\n', (line) => {
        if (line === 'DATA') return '354 go on';
        if (line === '.') return '554 5.7.1 spam: https://w.example.fr/code/secret-code';
        return /^(EHLO|MAIL|RCPT|RSET) ?/.test(line) ? '250 ok' : undefined;
      });
      const failure = await failureFrom(port);
      expect(failure).toMatchObject({
        code: 'mailer.refused',
        message: 'The mail was refused (EMESSAGE, DATA, 554, 5.7.1)',
      });
      expect(inspect(failure, { depth: 10, showHidden: true })).not.toContain('secret-code');
    });
  });
});

describe('its sender', () => {
  const SENDER = 'no-reply@regie.example.fr';

  it('is named to the server, which is sent no mail', async () => {
    const credentials = { user: 'regie', password: 'S3cr3t-of-mail' };
    const { catcher, mailer } = await open({ credentials }, credentials);
    expect(await mailer.verifySender()).toBe(SENDER);
    expect(catcher.messages()).toEqual([]);
  });

  it.each([
    [
      'by MAIL FROM',
      { code: 550, step: 'sender', text: '5.7.1 Sender address rejected' },
      /MAIL FROM, 550, 5\.7\.1/,
    ],
    [
      'with the first recipient',
      { code: 553, step: 'recipient', text: '5.7.1 Sender address rejected: not owned' },
      /RCPT TO, 553, 5\.7\.1/,
    ],
    ['for now', { code: 451, step: 'sender' }, /MAIL FROM, 451/],
  ] as const)('is refused %s', async (_when, refusal, reason) => {
    const { catcher, mailer } = await open();
    catcher.refuseNext({ times: 1, ...refusal });
    await expect(mailer.verifySender()).rejects.toMatchObject({
      code: 'mailer.unavailable',
      message: expect.stringMatching(reason),
    });
    expect(await mailer.verifySender()).toBe(SENDER);
  });

  it('needs no mailbox of its own', async () => {
    const { catcher, mailer } = await open();
    catcher.refuseNext({ times: 1, code: 550, step: 'recipient', text: '5.1.1 User unknown' });
    expect(await mailer.verifySender()).toBe(SENDER);
    expect(catcher.faults().refuse).toBeNull();
  });

  it('cannot be asked about where nobody takes us', async () => {
    const { catcher, mailer } = await open(
      { credentials: { user: 'regie', password: 'S3cr3t-of-mail' } },
      { user: 'regie', password: 'wrong' },
    );
    await expect(mailer.verifySender()).rejects.toMatchObject({
      code: 'mailer.unavailable',
      trouble: 'configuration',
    });
    await catcher.setDown(true);
    await expect(mailer.verifySender()).rejects.toMatchObject({
      code: 'mailer.unavailable',
      trouble: 'connection',
    });
  });
});
