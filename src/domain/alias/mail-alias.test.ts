import { describe, expect, it } from 'vitest';
import type { MailDomainStatus } from '../mail-domain/mail-domain.ts';
import { ensureTakesAliases, isDestination, parseAliasLocalPart } from './mail-alias.ts';

const codeOf = (refuse: () => unknown): string | undefined => {
  try {
    refuse();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code ?? 'without a code';
  }
};

describe('the local part of an alias', () => {
  it.each([
    ['contact', 'contact'],
    ['Contact.Mairie_1-2', 'contact.mairie_1-2'],
    ['1', '1'],
    ['a'.repeat(64), 'a'.repeat(64)],
  ])('%s is stored as %s', (written, stored) => {
    expect(parseAliasLocalPart(written, 'evry.fr')).toBe(stored);
  });

  it.each([
    '',
    'a b',
    'é',
    'a@b',
    '*',
    'x/y',
    '../../users',
    '.',
    'a..b',
    '.a',
    'a+b',
    'a'.repeat(65),
    '-dash',
  ])('cannot be %j', (written) => {
    expect(codeOf(() => parseAliasLocalPart(written, 'evry.fr'))).toBe('alias.invalid_local_part');
  });
});

describe('where mail can be sent', () => {
  it.each(['a@b.fr', 'A.b+c@B.fr', 'devnull@devnull', 'a@localhost', 'a@LOCALHOST'])('%s', (address) => {
    expect(isDestination(address)).toBe(true);
  });

  it.each(['', 'nope', 'a@b', '@devnull', 'devnull', 'a b@localhost', 'a@all', 'all'])(
    'not %j',
    (address) => {
      expect(isDestination(address)).toBe(false);
    },
  );
});

it.each([
  ['enabled', undefined],
  ['pending', 'alias.domain_not_enabled'],
  ['failed', 'alias.domain_not_enabled'],
  ['disabled', 'alias.domain_not_enabled'],
  ['action_required', 'alias.domain_not_enabled'],
] as const satisfies readonly (readonly [MailDomainStatus, string | undefined])[])(
  'a domain that is %s: %s',
  (status, code) => {
    expect(codeOf(() => ensureTakesAliases({ status }))).toBe(code);
  },
);
