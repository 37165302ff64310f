import { expect, it } from 'vitest';
import { isSharedMailDomain } from '../../../domain/organization/shared-mail-domains.ts';
import { loadSettings } from '../settings.ts';

const sharedBy = (variables: Record<string, string>) => {
  const { sharedMailDomains } = loadSettings({ REGIE_ENV: 'dev', ...variables }).useCases.signInSettings;
  return (domain: string) => isSharedMailDomain(domain, sharedMailDomains);
};

it('k6-free-mail: an installation names more domains where anybody gets an address, and fewer', () => {
  const usual = sharedBy({});
  expect(['gmail.com', 'box.orange.fr', 'monfai.fr', 'evry.fr'].map(usual)).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const changed = sharedBy({
    SHARED_MAIL_DOMAINS: 'MonFAI.fr, @müller.example',
    SHARED_MAIL_DOMAINS_EXCEPT: 'mairie.orange.fr, gmail.com',
  });
  expect(changed('monfai.fr')).toBe(true);
  expect(changed('xn--mller-kva.example')).toBe(true);
  expect(changed('gmail.com')).toBe(false);
  expect(changed('orange.fr')).toBe(true);
  expect(changed('elus.mairie.orange.fr')).toBe(false);
});

it.each(['gmail', 'a b.fr', 'x@gmail.com', 'https://gmail.com'])(
  '%j is refused, by the name of the variable',
  (domain) => {
    expect(() => sharedBy({ SHARED_MAIL_DOMAINS: domain })).toThrow(
      /SHARED_MAIL_DOMAINS\b.*is not a domain/s,
    );
  },
);
