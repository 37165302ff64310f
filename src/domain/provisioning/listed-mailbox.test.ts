import { describe, expect, it } from 'vitest';
import { judgeListedMailbox, type ListedMailbox } from './listed-mailbox.ts';

const listed = (given: Partial<ListedMailbox>): ListedMailbox => ({
  email: 'ana@commune.fr',
  kind: 'personal',
  firstName: 'Ana',
  lastName: 'Da Costa',
  isActive: true,
  ...given,
});

describe('what is taken over of a listed mailbox', () => {
  it.each<[string, Partial<ListedMailbox>, object]>([
    [
      'one of ours',
      {},
      { localPart: 'ana', kind: 'personal', firstName: 'Ana', lastName: 'Da Costa', isActive: true },
    ],
    ['capitals in the address', { email: 'Ana.DC@Commune.FR' }, { localPart: 'ana.dc' }],
    ['a disabled one', { isActive: false }, { isActive: false }],
    ['one that may be active', { isActive: null }, { isActive: null }],
    ['no names', { firstName: null, lastName: null }, { firstName: '', lastName: '' }],
    ['blank names', { firstName: ' ', lastName: ' Costa ' }, { firstName: '', lastName: 'Costa' }],
    ['names in letters and accents of their own', { firstName: 'Jose\u0301' }, { firstName: 'José' }],
    ['k14-invisible a name of nothing to see', { firstName: '\u200b' }, { firstName: '' }],
    ['a functional one', { kind: 'functional', firstName: null, lastName: null }, { kind: 'functional' }],
    ['a long name that fits', { lastName: 'x'.repeat(200) }, { lastName: 'x'.repeat(200) }],
    ['k2-astral-length a long name of letters of two units', { firstName: '𝔸'.repeat(200) }, {}],
    ['an underscore and a dash', { email: 'a_b-c.d@commune.fr' }, { localPart: 'a_b-c.d' }],
  ])('%s', (_case, given, expected) => {
    expect(judgeListedMailbox(listed(given), 'commune.fr')).toMatchObject({
      verdict: 'take',
      mailbox: expected,
    });
  });

  it.each<[string, Partial<ListedMailbox>, string]>([
    ['another domain of the same address book', { email: 'ana@autre.fr' }, 'other_domain'],
    ['a domain that ends alike', { email: 'ana@ma-commune.fr' }, 'other_domain'],
    ['no domain', { email: 'ana' }, 'other_domain'],
    ['a name of two lines', { firstName: 'Ana\nMaria' }, 'invalid_name'],
    ['the technical account', { email: 'oxadmin@commune.fr' }, 'technical'],
    ['the technical account in capitals', { email: 'OxAdmin@commune.fr' }, 'technical'],
    ['no local part', { email: '@commune.fr' }, 'invalid_local_part'],
    ['another alphabet', { email: 'éloïse@commune.fr' }, 'invalid_local_part'],
    ['a second at sign', { email: 'a@b@commune.fr' }, 'invalid_local_part'],
    ['two dots', { email: 'a..b@commune.fr' }, 'invalid_local_part'],
    ['a plus sign', { email: 'a+b@commune.fr' }, 'invalid_local_part'],
    ['too long a local part', { email: `${'a'.repeat(151)}@commune.fr` }, 'invalid_local_part'],
    [
      'k2-astral-length too long a name of letters of two units',
      { firstName: '𝔸'.repeat(201) },
      'name_too_long',
    ],
    ['a null character in a name', { lastName: 'a\0b' }, 'invalid_name'],
    ['half a character in a name', { lastName: 'a\ud835' }, 'invalid_name'],
    ['too long a name', { firstName: 'x'.repeat(201) }, 'name_too_long'],
  ])('not %s', (_case, given, reason) => {
    expect(judgeListedMailbox(listed(given), 'commune.fr')).toEqual({ verdict: 'skip', reason });
  });
});

it('takes a mailbox of a domain that is listed with its accents', () => {
  expect(judgeListedMailbox(listed({ email: 'ana@Évry-test.fr' }), 'xn--vry-test-90a.fr')).toMatchObject({
    verdict: 'take',
    mailbox: { localPart: 'ana' },
  });
});
