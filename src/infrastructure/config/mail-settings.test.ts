import { describe, expect, it } from 'vitest';
import { makeSelfSignedCertificate } from '../../../tests/support/self-signed-certificate.ts';
import { DEPLOYED, problemsOf, refuses, takes } from '../../../tests/support/tried-settings.ts';
import { loadSettings } from './settings.ts';

const load = (variables: Record<string, string>) => loadSettings({ REGIE_ENV: 'dev', ...variables });

describe('MAIL_KEPT_FOR', () => {
  const seconds = (written: string) => load({ MAIL_KEPT_FOR: written }).useCases.mailKeptForSeconds;

  it.each([
    ['', 604_800],
    ['7 days', 604_800],
    ['7d', 604_800],
    ['2 weeks', 1_209_600],
    ['36 hours', 129_600],
    ['1.5h', 5_400],
    ['90 min', 5_400],
    ['30 Seconds', 30],
    ['0 days', 0],
    ['90 d', 7_776_000],
  ])('takes %j', (written, expected) => {
    expect(seconds(written)).toBe(expected);
  });

  it.each(['7', 'a week', '-1 day', '7 months', '7 days and a bit', '1e3 s', 'd'])(
    'refuses %j',
    (written) => {
      expect(() => seconds(written)).toThrow('MAIL_KEPT_FOR: must be a duration with its unit');
    },
  );

  it('refuses more than ninety days', () => {
    expect(() => seconds('91 days')).toThrow('MAIL_KEPT_FOR: must be at most 90 days');
  });
});

describe('DJANGO_EMAIL_EHLO_NAME', () => {
  const name = (variables: Record<string, string>) => load(variables).smtp.ehloName;

  it.each(['mail.example.fr', 'xn--e1afmkfd.example.fr', '[192.0.2.1]', '[IPv6:2001:db8::1]'])(
    'takes %j',
    (given) => {
      expect(name({ DJANGO_EMAIL_EHLO_NAME: given })).toBe(given);
    },
  );

  it.each(['regie', 'a b.fr', '192.0.2.1\r\nRSET', '[192.0.2]', '-a.fr', 'a..fr', `${'a'.repeat(64)}.fr`])(
    'refuses %j',
    (given) => {
      expect(() => name({ DJANGO_EMAIL_EHLO_NAME: given })).toThrow(
        'DJANGO_EMAIL_EHLO_NAME: must be a full host',
      );
    },
  );

  it('is by default the public name, where that is one', () => {
    expect(name({ REGIE_PUBLIC_URL: 'https://regie.example.fr' })).toBe('regie.example.fr');
    expect(name({ REGIE_PUBLIC_URL: 'http://localhost:8071' })).toBeUndefined();
    expect(name({ REGIE_PUBLIC_URL: 'http://127.0.0.1:8071' })).toBeUndefined();
    expect(name({ REGIE_PUBLIC_URL: 'http://[::1]:8071' })).toBeUndefined();
  });
});

describe('DJANGO_EMAIL_CA_CERTIFICATES', () => {
  it('takes certificates, and nothing else', () => {
    const { cert } = makeSelfSignedCertificate();
    expect(load({ DJANGO_EMAIL_CA_CERTIFICATES: cert }).smtp.certificateAuthorities?.trim()).toBe(
      cert.trim(),
    );
    expect(load({}).smtp.certificateAuthorities).toBeUndefined();
    expect(() => load({ DJANGO_EMAIL_CA_CERTIFICATES: '/nowhere.pem' })).toThrow(
      'DJANGO_EMAIL_CA_CERTIFICATES: must be certificates in PEM',
    );
  });
});

describe('the sender of mails', () => {
  it.each(DEPLOYED)('must be told in %s', (environment) => {
    expect(problemsOf({ REGIE_ENV: environment, DJANGO_EMAIL_FROM: undefined })).toEqual([
      'DJANGO_EMAIL_FROM: is required',
    ]);
  });

  refuses(
    'DJANGO_EMAIL_FROM',
    [
      'from@example.com',
      'From@EXAMPLE.COM',
      'La Régie <from@example.com>',
      'a@mail.example.com',
      'a@example.org',
      'a@example.net',
      'a@regie.example',
      'a@localhost',
      'webmaster@mail.localhost',
    ],
    /must be an address of yours: \S+ is kept for examples/,
  );
  refuses(
    'DJANGO_EMAIL_FROM',
    ['regie', '@regie.fr', 'a@b@regie.fr', 'a@regie.fr, b@regie.fr', 'Régie, DINUM <a@regie.fr>', 'Régie <>'],
    /must be an e-mail address, or a name and one/,
  );
  takes('DJANGO_EMAIL_FROM', [
    'no-reply@regie.fr',
    'no-reply@myexample.com',
    'La Régie <no-reply@régie.gouv.fr>',
    '"Régie, DINUM" <no-reply@example.fr>',
    '<no-reply@example.fr>',
  ]);

  it('is an example in development', () => {
    expect(loadSettings({ REGIE_ENV: 'dev' }).smtp.from).toBe('from@example.com');
  });
});

refuses(
  'DJANGO_EMAIL_HOST',
  ['smtp://smtp.example.fr', 'smtp.example.fr:25', 'user@smtp'],
  /must be a host name alone/,
);

describe('credentials of the mail server', () => {
  it.each([
    ['DJANGO_EMAIL_HOST_USER', 'DJANGO_EMAIL_HOST_PASSWORD'],
    ['DJANGO_EMAIL_HOST_PASSWORD', 'DJANGO_EMAIL_HOST_USER'],
  ])('%s is nothing without the other', (name, other) => {
    expect(problemsOf({ [name]: 'x' })).toEqual([`${other}: is required with ${name}`]);
    expect(problemsOf({ [name]: 'x', [other]: 'y' })).toEqual([]);
  });
});
