import { describe, expect, it } from 'vitest';
import { isEmailDomain } from '../../domain/shared/email-address.ts';
import { LISTED_SHARED_MAIL_DOMAINS } from './listed-shared-mail-domains.ts';

describe('k6-free-mail: domains where anybody gets an address', () => {
  it.each([
    ...[
      'gmail.com',
      'googlemail.com',
      'laposte.net',
      'orange.fr',
      'wanadoo.fr',
      'free.fr',
      'sfr.fr',
      'neuf.fr',
    ],
    ...[
      'hotmail.fr',
      'hotmail.com',
      'outlook.fr',
      'outlook.com',
      'live.fr',
      'msn.com',
      'yahoo.fr',
      'yahoo.com',
    ],
    ...['ymail.com', 'aol.com', 'aol.fr', 'icloud.com', 'me.com', 'mac.com', 'gmx.fr', 'gmx.com', 'bbox.fr'],
    ...[
      'numericable.fr',
      'noos.fr',
      'club-internet.fr',
      'aliceadsl.fr',
      'cegetel.net',
      'nordnet.fr',
      'voila.fr',
    ],
    ...[
      'protonmail.com',
      'proton.me',
      'pm.me',
      'tutanota.com',
      'mailo.com',
      'netcourrier.com',
      'caramail.com',
    ],
    ...[
      'yopmail.com',
      'jetable.org',
      'mail.com',
      'fastmail.com',
      'zoho.com',
      'yandex.ru',
      'web.de',
      't-online.de',
    ],
  ])('include %s', (domain) => expect(LISTED_SHARED_MAIL_DOMAINS.has(domain)).toBe(true));

  it.each([
    ...['gouv.fr', 'interieur.gouv.fr', 'ac-paris.fr', 'paris.fr', 'lyon.fr', 'evry.fr', 'beta.gouv.fr'],
    ...[
      'laposte.fr',
      'orange.com',
      'sfr.com',
      'free.com',
      'bouyguestelecom.fr',
      'example.com',
      'example.org',
    ],
    ...['fr', 'com', 'asso.fr', 'cnrs.fr', 'education.fr', 'inforoutes.fr', 'guadeloupe.fr'],
  ])('do not include %s', (domain) => expect(LISTED_SHARED_MAIL_DOMAINS.has(domain)).toBe(false));

  it('are domains, and no top-level ones', () => {
    expect(LISTED_SHARED_MAIL_DOMAINS.size).toBeGreaterThan(8_000);
    expect([...LISTED_SHARED_MAIL_DOMAINS].filter((domain) => !isEmailDomain(domain))).toEqual([]);
  });

  it('are known as DNS has them', () => {
    expect(LISTED_SHARED_MAIL_DOMAINS.has('xn--mll-hoa.email')).toBe(true);
    expect([...LISTED_SHARED_MAIL_DOMAINS].filter((domain) => !/^[a-z0-9.-]+$/.test(domain))).toEqual([]);
  });
});
