import { describe, expect, it } from 'vitest';
import {
  hasWrongCheckDigits,
  isPlaceholderId,
  isUsableId,
  normalizeRegistrationId,
  registrationIdInClaim,
} from './registration-id.ts';

const SIRET = '20000000000001';
const RULES = { pattern: null, checksum: false };
const inClaim = (claim: unknown, rules: Partial<typeof RULES> | { pattern: RegExp } = {}) =>
  registrationIdInClaim(claim, { ...RULES, ...rules });

/** Characters that people and programs put between or around the digits of a SIRET. */
const SPACES = [
  ...['\u0020', '\u0009', '\u000a', '\u000d', '\u000b', '\u000c', '\u0085', '\u00a0', '\u1680'],
  ...['\u2000', '\u2001', '\u2002', '\u2003', '\u2004', '\u2005', '\u2006', '\u2007', '\u2008', '\u2009'],
  ...['\u200a', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000'],
];
const INVISIBLE = ['\u200b', '\u200c', '\u200d', '\u2060', '\ufeff', '\u00ad', '\u180e', '\u200e', '\u2800'];
const DOTS_AND_DASHES = ['.', '·', '•', '․', '-', '‐', '‑', '–', '—', '−', '_', "'", '’'];
const named = (separator: string) =>
  [`U+${separator.codePointAt(0)?.toString(16).padStart(4, '0')}`, separator] as const;

describe('k5-siret-spaces: a registration id is the same however it is written', () => {
  it.each([...SPACES, ...INVISIBLE, ...DOTS_AND_DASHES].map(named))('with %s', (_name, separator) => {
    const grouped = `200${separator}000${separator}000${separator}00001`;
    const spread = [...SIRET].join(separator);
    expect(normalizeRegistrationId(grouped)).toBe(SIRET);
    expect(normalizeRegistrationId(spread)).toBe(SIRET);
    expect(inClaim(grouped)).toBe(SIRET);
  });

  it.each([...SPACES, ...INVISIBLE].map(named))('with %s around it', (_name, space) => {
    expect(normalizeRegistrationId(`${space}${SIRET}${space}${space}`)).toBe(SIRET);
    expect(normalizeRegistrationId(`${space}W751234567${space}`)).toBe('W751234567');
  });

  it.each([
    ['in full-width digits', '２００００００００００００１'],
    ['as a decimal number', '20000000000001.0'],
    ['with spaces of two kinds', '200\u00a0000\u202f000 00001'],
  ])('%s', (_how, written) => expect(normalizeRegistrationId(written)).toBe(SIRET));

  it.each([
    ['a SIREN', '200 000 000', '200000000'],
    ['an association', 'W 75 123.4567', 'W751234567'],
    ['a school', '075\u00a05890Z', '0755890Z'],
    ['a foreign register with dashes', 'CHE-123.456.789', 'CHE-123456789'],
    ['a UUID', '6f9619ff-8b86-4011-b42d-00c04fc964ff', '6f9619ff-8b86-4011-b42d-00c04fc964ff'],
    ['text', ' Mairie  de\tVarzy ', 'Mairie de Varzy'],
    ['something like a domain', 'evry.fr', 'evry.fr'],
    ['thirteen digits', '2000000000-001', '2000000000-001'],
    ['nothing', ' \u200b ', ''],
  ])('%s too', (_what, written, expected) => expect(normalizeRegistrationId(written)).toBe(expected));

  it.each([
    ['a number', 20000000000001, SIRET],
    ['a list', [SIRET, '13002526500013'], SIRET],
    ['a list with the first ones unusable', ['', 'N/A', null, 0, {}, '200 000 000 00001'], SIRET],
    ['a list of numbers', [20000000000001], SIRET],
    ['several in one text', '200 000 000 00001; 13002526500013', SIRET],
    ['several with commas', '20000000000001,13002526500013', SIRET],
    ['one with a separator after it', '20000000000001;', SIRET],
    ['one beside none', 'N/A, 200 000 000 00001', SIRET],
    ['one with a label', 'SIRET : 200 000 000 00001', SIRET],
    ['one with another label', 'N° SIRET 20000000000001', SIRET],
    ['one with its country', 'FR-200 000 000 00001', SIRET],
  ])('as %s', (_how, claim, expected) => expect(inClaim(claim)).toBe(expected));
});

describe('a number in a claim', () => {
  it.each([
    ['a SIRET', 13002526500013, '13002526500013'],
    ['a SIREN', 130025265, '130025265'],
    ['a SIRET that lost one zero', 5580501400010, '05580501400010'],
    ['a SIRET that lost two', 542002100015, '00542002100015'],
    ['a number that no zero makes a SIRET', 2000000000001, '2000000000001'],
    ['one that lost more zeros than any SIRET has', 13002526501, '13002526501'],
  ])('%s', (_what, claim, expected) => expect(inClaim(claim)).toBe(expected));

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('is none when it is %s', (claim) => {
    expect(inClaim(claim)).toBeNull();
  });
});

describe('k5-placeholder: what stands for no registration id', () => {
  it.each([
    ...['N/A', 'n/a', ' N / A ', 'NA', 'n.a.', '#N/A', '(n/a)', 'ND', '[ND]', 'N.D.', 'NC', 'NR'],
    ...['undefined', 'Undefined', '"undefined"', 'null', 'NULL', '<null>', 'none', 'None', 'nil', 'NaN'],
    ...['-', '--', '—', '–', '_', '.', '...', '…', '?', '/', '*', '#', '%', '[]', '{}', '""', "''"],
    ...[
      '0',
      '000000000',
      '00000000000000',
      '000 000 000 00000',
      '0.0',
      '００００００００００００００',
      '0-0',
      '0,0',
      '+0',
      '000,000,000,00000',
    ],
    ...['x', 'XXXXXXXXXXXXXX', 'XXX XXX XXX XXXXX', 'Néant', 'aucun', 'Aucune', 'inconnu', 'unknown', 'vide'],
    ...['non renseigné', 'Non renseignée', 'non communiqué', 'sans objet', 'pas de SIRET', 'not available'],
    ...['à compléter', 'en cours', 'inexistant', 'keine', 'нет', 'Mairie de Varzy'],
    ...['999999999', '999 999 999 99999', '2,00E+13', '2E+13', '2.0e+13'],
    ...['[NON-DIFFUSIBLE]', 'true', 'false', '[object Object]', '', ' ', '\u00a0', '\u200b'],
  ])('%j', (written) => {
    expect(isPlaceholderId(normalizeRegistrationId(written))).toBe(true);
    expect(inClaim(written)).toBeNull();
    expect(inClaim([written, SIRET])).toBe(SIRET);
  });

  it.each([
    SIRET,
    '1',
    '10',
    'W751234567',
    '0755890Z',
    'CHE-123456789',
    'x1',
    'нет1',
    '11111111111111',
    '99',
  ])('is not %j', (id) => {
    expect(isPlaceholderId(id)).toBe(false);
    expect(inClaim(id)).toBe(id);
  });

  it.each([[null], [undefined], [true], [{}], [{ siret: SIRET }], [[]], [[[SIRET]]]])('is %j', (claim) => {
    expect(inClaim(claim)).toBeNull();
  });
});

describe('a registration id that cannot be used', () => {
  it.each([
    ['too long', '1'.repeat(129)],
    ['with NUL', '1\0'],
    ['with half a character', '1\ud800'],
    ['far too long', ' '.repeat(1001) + SIRET],
  ])('%s', (_what, written) => expect(inClaim(written)).toBeNull());

  it('is one of another form than this installation knows', () => {
    const pattern = /^[0-9]{14}$/;
    expect(isUsableId('W751234567', pattern)).toBe(false);
    expect(inClaim('W751234567', { pattern })).toBeNull();
    expect(inClaim('200 000 000 00001', { pattern })).toBe(SIRET);
    expect(inClaim(['200000000', SIRET], { pattern })).toBe(SIRET);
  });

  it('is one with wrong check digits, where they count', () => {
    const checksum = { checksum: true };
    expect(hasWrongCheckDigits(SIRET)).toBe(true);
    expect(inClaim(SIRET, checksum)).toBeNull();
    expect(inClaim([SIRET, '130 025 265 00013'], checksum)).toBe('13002526500013');
    expect(inClaim('35600000049837', checksum)).toBe('35600000049837');
    expect(inClaim('123456789', checksum)).toBeNull();
    expect(inClaim('W751234567', checksum)).toBe('W751234567');
  });
});
