import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { SmtpMailer } from '../../src/adapters/mail/smtp-mailer.ts';
import { eventually } from '../support/eventually.ts';
import { surrounding } from './surroundings.ts';

const address = z.object({ Address: z.string(), Name: z.string() });
const search = z.object({
  messages: z.array(
    z.looseObject({ ID: z.string(), Subject: z.string(), From: address, To: z.array(address) }),
  ),
});
const message = z.looseObject({ HTML: z.string(), Text: z.string() });

describe('the mail server of the network', () => {
  const pages = surrounding('MAIL_PAGES_URL');
  const mailer = new SmtpMailer({
    host: surrounding('DJANGO_EMAIL_HOST'),
    port: Number(surrounding('DJANGO_EMAIL_PORT')),
    tls: 'none',
    from: 'La Régie <no-reply@regie.example.fr>',
    messageIdDomain: 'regie.example.fr',
    timeoutMs: 10_000,
    maxConnections: 1,
  });
  afterAll(() => mailer.close());

  const read = async (path: string): Promise<unknown> => (await fetch(`${pages}${path}`)).json();

  it('takes a mail of ours, which people can then read', async () => {
    const id = randomUUID();
    const to = `camille-${id}@example.fr`;
    const loginLink = `https://webmail.example.fr/code/${id}`;
    await mailer.send({
      id,
      to,
      language: 'fr-fr',
      content: { kind: 'login_link', address: 'camille@mairie.fr', loginLink },
    });
    const found = await eventually(async () => {
      const { messages } = search.parse(await read(`/api/v1/search?query=${encodeURIComponent(`to:${to}`)}`));
      expect(messages).toHaveLength(1);
      return messages[0];
    });
    expect(found).toMatchObject({
      From: { Address: 'no-reply@regie.example.fr', Name: 'La Régie' },
      To: [{ Address: to }],
    });
    const { HTML, Text } = message.parse(await read(`/api/v1/message/${found?.ID}`));
    for (const body of [HTML, Text]) expect(body).toContain(loginLink);
  });
});
