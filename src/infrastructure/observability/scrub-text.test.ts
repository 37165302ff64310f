import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TEXT, scrubText } from './scrub-text.ts';

const SECRET = 'hunter2-S3cr3t';

describe('scrubText', () => {
  it.each([
    ['postgres://regie:hunter2-S3cr3t@db:5432/regie refused', 'postgres://[redacted]@db:5432/regie refused'],
    ['redis://:hunter2-S3cr3t@cache/1', 'redis://[redacted]@cache/1'],
    ['smtp://u:p@hunter2-S3cr3t/x@mail.fr:25', 'smtp://[redacted]@mail.fr:25'],
    ['https://hunter2-S3cr3t@sentry.fr/1', 'https://[redacted]@sentry.fr/1'],
    ['GET /callback/?code=hunter2-S3cr3t&next=/a', 'GET /callback/?code=[redacted]&next=/a'],
    ['/cb?a=1&state=hunter2-S3cr3t#top', '/cb?a=1&state=[redacted]'],
    ['url=https://a.fr/?id_token=hunter2-S3cr3t', 'url=https://a.fr/?id_token=[redacted]'],
    [
      'next=https%3A%2F%2Fa.fr%3Fcode%3Dhunter2-S3cr3t%26x%3D1',
      'next=https%3A%2F%2Fa.fr%3Fcode%3D[redacted]%26x%3D1',
    ],
    ['%253Fcode%253Dhunter2-S3cr3t', '%253Fcode%253D[redacted]'],
    ['https://webmail.fr/code/hunter2-S3cr3t?x=1', 'https://webmail.fr/code/[redacted]?x=1'],
    ['Authorization: Digest username="bot", response="hunter2-S3cr3t"', 'Authorization: [redacted]'],
    ['cookie: a=1; other=hunter2-S3cr3t\nhost: a.fr', 'cookie: [redacted]\nhost: a.fr'],
    ['sent Bearer hunter2-S3cr3t to a.fr', 'sent Bearer [redacted] to a.fr'],
    ['basic hunter2-S3cr3t==', 'basic [redacted]'],
    ['ApiKey hunter2-S3cr3t', 'ApiKey [redacted]'],
    ['{"email":"a@b.fr","password":"hunter2-S3cr3t"}', '{"email":"a@b.fr","password":"[redacted]"}'],
    ['"{\\"password\\":\\"hunter2-S3cr3t\\",\\"a\\":1}"', '"{\\"password\\":\\"[redacted]\\",\\"a\\":1}"'],
    ["{ 'clientSecret' => 'hunter2-S3cr3t' }", "{ 'clientSecret' => '[redacted]' }"],
    ['user[password]=hunter2-S3cr3t', 'user[password]=[redacted]'],
    ['host=db password=hunter2-S3cr3t dbname=x', 'host=db password=[redacted] dbname=x'],
    ['argon2$argon2id$v=19$hunter2-S3cr3t', '[redacted]'],
    ['pbkdf2_sha256$600000$salt$hunter2-S3cr3t', '[redacted]'],
    ['-----BEGIN PRIVATE KEY-----\nhunter2-S3cr3t\n-----END PRIVATE KEY----- x', '[redacted] x'],
    ['got eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.c2ln.', 'got [redacted]'],
  ])('redacts %s', (text, expected) => {
    expect(scrubText(text)).toBe(expected);
  });

  it.each([
    'connect ECONNREFUSED 127.0.0.1:5432',
    'error code: 500, {"code":"team.not_found"}, code=ECONNREFUSED',
    'GET https://dimail.example.fr:8000/domains/a.fr/mailboxes/x@a.fr answered 404',
    'No MailDomain matches the given query.',
    'token_endpoint=https://a.fr/o/token/ token_type: Bearer',
    'duplicate key value violates unique constraint "user_email_key"',
    'job state: pending',
  ])('leaves %s', (text) => {
    expect(scrubText(text)).toBe(text);
  });

  it('bounds what it keeps, without leaving half a secret at the cut', () => {
    expect(scrubText('x '.repeat(100_000)).length).toBeLessThanOrEqual(MAX_TEXT + 1);
    const filler = 'password=abcdefghijklmnop '.repeat(1_259);
    expect(scrubText(`${filler}postgres://user:${SECRET}@db/regie`)).not.toContain('hunter2');
  });

  // The secret's characters must be distinguishable from the text around it.
  it.each([
    'at read (/app/dist/adapters/introspection/connected-token-introspector.js:64:12)',
    'at async run (/app/src/session-key.ts:7:1),',
    'src/secret-box.mts:12',
  ])('keeps the place in the code: %s', (line) => {
    expect(scrubText(line)).toBe(line);
  });

  it.each(['token.ts:S3cr3t', 'token: 1234567890', 'secret.ts:12S3cr3t', 'client_secret.ts=12:3'])(
    'takes nothing else for a place in the code: %s',
    (text) => {
      expect(scrubText(text)).toContain('[redacted]');
    },
  );

  const secret = fc.stringMatching(/^[A-Za-z0-9_~.+/=!$*()-]{6,40}Zq9$/);
  const nasty = fc
    .string({ unit: 'grapheme-ascii', minLength: 3, maxLength: 30 })
    .map((text) => `Zq9${text}Zq9`);
  const prose = fc
    .array(fc.constantFrom('Error:', 'at', 'GET', '"', 'x=1', '{', 'url', ':', '\n', '&', 'a@b.fr', '%'))
    .map((words) => words.join(' '));

  it.each<[string, (secret: string) => string]>([
    ['raw user info', (s) => `mail to postgres://user:${s}@db:5432/x`],
    ['query parameter', (s) => `https://a.fr/x?y=1&access_token=${encodeURIComponent(s)}`],
    ['code parameter', (s) => `/api/v1.0/callback/?code=${encodeURIComponent(s)}&state=1`],
    ['nested URL', (s) => `?next=${encodeURIComponent(`https://a.fr/?code=${encodeURIComponent(s)}&z=1`)}`],
    ['bearer', (s) => `Authorization: Bearer ${s}`],
    ['basic alone', (s) => `header was Basic ${s}`],
    ['login link', (s) => `https://webmail.fr/code/${encodeURIComponent(s)}`],
    ['cookie header', (s) => `cookie: a=b; anything=${s}`],
    ['form', (s) => `email=a%40b.fr&password=${encodeURIComponent(s)}`],
  ])('lets no secret through: %s', (_, template) => {
    fc.assert(
      fc.property(secret, prose, prose, (value, before, after) => {
        const scrubbed = scrubText(`${before} ${template(value)} ${after}`);
        expect(scrubbed).not.toContain(value);
        expect(scrubbed).not.toContain(encodeURIComponent(value));
      }),
    );
  });

  it.each<[string, (secret: string) => string]>([
    ['JSON', (s) => JSON.stringify({ email: 'a@b.fr', new_password: s, last: 1 })],
    ['JSON inside JSON', (s) => JSON.stringify({ body: JSON.stringify({ clientSecret: s, last: 1 }) })],
    ['inspected object', (s) => inspect({ email: 'a@b.fr', refreshToken: s, last: 1 })],
    ['percent-encoded user info', (s) => `postgres://user:${encodeURIComponent(s)}@db:5432/x`],
  ])('lets no secret of any characters through: %s', (_, template) => {
    fc.assert(
      fc.property(nasty, (value) => {
        expect(scrubText(template(value))).not.toContain('Zq9');
      }),
    );
  });

  /** The shortest of several runs, in milliseconds: other work on the machine only makes runs longer. */
  const shortest = (text: string): number =>
    Math.min(
      ...Array.from({ length: 7 }, () => {
        const start = performance.now();
        scrubText(text);
        return performance.now() - start;
      }),
    );

  it.each([
    'aa=',
    'a:',
    'code=',
    'code:a.b ',
    'token',
    'eyJaaaaaaaa-',
    'eyJ',
    'a.',
    '-',
    'a://',
    'http://a:',
    '=:',
    'a=%3D',
    "a='",
  ])('takes time as a text grows, not as its square: %s', (part) => {
    const of = (length: number) => `=${part.repeat(Math.ceil(length / part.length))}`;
    const growth = () => shortest(of(32_000)) / (shortest(of(4_000)) + 0.2);
    // Eight times the text; quadratic time would be sixty-four times as long, however often it is measured.
    expect(Math.min(growth(), growth(), growth())).toBeLessThan(32);
  });
});
