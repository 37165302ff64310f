import { load } from 'cheerio';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MailCatcher, startMailCatcher } from '../../dev/mail-catcher/start-mail-catcher.ts';

describe('mail catcher', () => {
  let catcher: MailCatcher;
  beforeAll(async () => {
    catcher = await startMailCatcher({ smtpPort: 0, httpPort: 0 });
  });
  beforeEach(async () => {
    catcher.clear();
    catcher.refuseNext(null);
    await catcher.setDown(false);
  });
  afterAll(() => catcher.close());

  const send = (mail: { to: string; subject: string; text?: string; html?: string; bcc?: string }) =>
    createTransport({ host: '127.0.0.1', port: catcher.smtpPort }).sendMail({
      from: 'Régie <no-reply@example.fr>',
      messageId: '<1@example.fr>',
      text: 'Bonjour à tous',
      ...mail,
    });
  const call = (path: string, init?: RequestInit) => fetch(`${catcher.httpUrl}${path}`, init);
  const json = async (path: string, init?: RequestInit): Promise<unknown> => (await call(path, init)).json();
  const setFaults = (body: unknown) =>
    call('/api/faults', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('keeps what it receives, newest first, and finds it by recipient and subject', async () => {
    await send({ to: 'a@example.fr', subject: 'Première été' });
    await send({ to: 'b@example.fr', subject: 'Seconde', bcc: 'c@example.fr', html: '<p>à</p>' });
    const second = {
      id: expect.any(String),
      messageId: '<1@example.fr>',
      from: 'no-reply@example.fr',
      to: ['b@example.fr', 'c@example.fr'],
      subject: 'Seconde',
      date: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      text: expect.stringMatching(/^Bonjour à tous\n?$/),
      html: expect.stringMatching(/^<p>à<\/p>\n?$/),
    };
    const first = { ...second, to: ['a@example.fr'], subject: 'Première été', html: '' };
    expect(await json('/api/messages')).toEqual([second, first]);
    expect(await json('/api/messages?to=C@example.fr')).toEqual([second]);
    expect(await json('/api/messages?to=example.fr')).toEqual([]);
    expect(await json('/api/messages?subject=PREMI%C3%88RE')).toEqual([first]);
    expect(await json('/api/messages?to=b@example.fr&subject=premi')).toEqual([]);
    expect(catcher.messages({ to: 'a@example.fr' })).toMatchObject([first]);
  });

  it('gives one mail with its headers and its source', async () => {
    await send({ to: 'a@example.fr', subject: 'Un' });
    const id = catcher.messages()[0]?.id;
    expect(await json(`/api/messages/${id}`)).toMatchObject({
      id,
      headers: expect.arrayContaining([{ name: 'To', value: 'a@example.fr' }]),
      source: expect.stringContaining('\r\nSubject: Un\r\n'),
    });
    expect((await call('/api/messages/unknown')).status).toBe(404);
  });

  it('forgets on demand', async () => {
    await send({ to: 'a@example.fr', subject: 'Un' });
    expect((await call('/api/messages', { method: 'DELETE' })).status).toBe(204);
    expect(await json('/api/messages')).toEqual([]);
  });

  it('keeps the last thousand', async () => {
    const transport = createTransport({ pool: true, host: '127.0.0.1', port: catcher.smtpPort });
    for (let sent = 0; sent < 1001; sent += 143) {
      const batch = Array.from({ length: 143 }, (_, index) => `n${sent + index}`);
      await Promise.all(
        batch.map((subject) =>
          transport.sendMail({ from: 'a@example.fr', to: 'b@example.fr', subject, text: subject }),
        ),
      );
    }
    transport.close();
    expect(catcher.messages()).toHaveLength(1000);
    expect(catcher.messages()[0]?.subject).toMatch(/^n(8[5-9]\d|9\d\d|1000)$/);
  });

  it.each(['recipient', 'data'] as const)('refuses the next deliveries at the %s step', async (step) => {
    const answer = await setFaults({ refuse: { times: 2, code: 452, step } });
    expect(await answer.json()).toEqual({ refuse: { times: 2, code: 452, step }, down: false });
    await expect(send({ to: 'a@example.fr', subject: 'Un' })).rejects.toMatchObject({ responseCode: 452 });
    await expect(send({ to: 'a@example.fr', subject: 'Un' })).rejects.toMatchObject({ responseCode: 452 });
    await send({ to: 'a@example.fr', subject: 'Trois' });
    expect(catcher.messages().map(({ subject }) => subject)).toEqual(['Trois']);
    expect(await json('/api/faults')).toEqual({ refuse: null, down: false });
  });

  it('stops listening for mail, and resumes on the same port', async () => {
    await setFaults({ down: true });
    await expect(send({ to: 'a@example.fr', subject: 'Un' })).rejects.toMatchObject({
      originalCode: 'ECONNREFUSED',
    });
    expect(await json('/api/faults')).toEqual({ refuse: null, down: true });
    await setFaults({ down: false });
    await send({ to: 'a@example.fr', subject: 'Deux' });
    expect(catcher.messages()).toHaveLength(1);
  });

  it.each([{ refuse: { times: 0, code: 450 } }, { refuse: { times: 1, code: 250 } }, { down: 'yes' }])(
    'refuses the fault %j',
    async (body) => {
      expect((await setFaults(body)).status).toBe(400);
      expect(catcher.faults()).toEqual({ refuse: null, down: false });
    },
  );

  it('shows mails to people, in their language, and runs nothing of theirs', async () => {
    await send({
      to: 'a@example.fr',
      subject: '<script>alert(1)</script>',
      html: '<p>Bonjour</p><script>alert(2)</script>',
    });
    const id = catcher.messages()[0]?.id;
    const page = async (path: string, language: string) => {
      const answer = await call(path, { headers: { 'accept-language': language } });
      return { policy: answer.headers.get('content-security-policy'), $: load(await answer.text()) };
    };
    const list = await page('/', 'fr-FR,fr;q=0.9,en;q=0.5');
    expect(list.$('html').attr('lang')).toBe('fr');
    expect(list.$('h1').text()).toBe('Mails interceptés');
    expect(list.$('main a').text()).toBe('<script>alert(1)</script>');
    expect(list.policy).toContain("default-src 'none'");
    expect(list.policy).not.toContain('unsafe');

    const mail = await page(list.$('main a').attr('href') ?? '', 'de');
    expect(mail.$('html').attr('lang')).toBe('en');
    expect(mail.$('script').length).toBe(0);
    expect(mail.$('iframe').attr('sandbox')).not.toContain('allow-scripts');
    expect(mail.$('iframe').attr('sandbox')).not.toContain('allow-same-origin');
    expect(mail.$('pre').text()).toContain('Bonjour à tous');

    const framed = await page(`/messages/${id}/html`, 'fr');
    expect(framed.$('p').text()).toBe('Bonjour');
    expect(framed.policy).toMatch(/^sandbox (?!.*allow-scripts).*default-src 'none'/);
    expect((await call('/messages/unknown')).status).toBe(404);
  });

  it('empties the list from the page', async () => {
    await send({ to: 'a@example.fr', subject: 'Un' });
    const answer = await call('/clear', { method: 'POST', redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/']);
    expect(load(await (await call('/')).text())('main').text()).toBe('No mail yet.');
  });

  it('says so when a port is taken', async () => {
    await expect(startMailCatcher({ smtpPort: catcher.smtpPort, httpPort: 0 })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
    const taken = Number(new URL(catcher.httpUrl).port);
    await expect(startMailCatcher({ smtpPort: 0, httpPort: taken })).rejects.toMatchObject({
      code: 'EADDRINUSE',
    });
  });
});
