import { expect, it } from 'vitest';
import { nameOf, purposeOf, stateOf, zoneFile } from './dns-records.ts';

const record = (target: string, type: string, value: string, isPublished: boolean | null = null) => ({
  target,
  type,
  value,
  isPublished,
  found: null,
});

it.each([
  [record('', 'MX', '10 mx.example.'), 'MX'],
  [record('', 'TXT', 'v=spf1 -all'), 'SPF'],
  [record('', 'TXT', '"v=spf1 -all"'), 'SPF'],
  [record('a._domainkey', 'TXT', 'v=DKIM1'), 'DKIM'],
  [record('_dmarc', 'TXT', 'v=DMARC1'), 'DMARC'],
  [record('webmail', 'CNAME', 'a.example.'), 'CNAME'],
  [record('', 'TXT', 'proof=1'), 'TXT'],
  [record('_imaps._tcp', 'SRV', '0 1 993 a.example.'), 'other'],
])('says what a record is for: %o', (given, purpose) => expect(purposeOf(given)).toBe(purpose));

it('tells right, wrong and unknown apart', () => {
  const states = [true, false, null].map((isPublished) => stateOf(record('', 'MX', 'x', isPublished)));
  expect(states).toEqual(['right', 'wrong', 'unknown']);
});

it('writes a zone file: whole names, texts in quotes', () => {
  const records = [
    record('', 'MX', '10 mx.example.'),
    record('_dmarc', 'TXT', 'v=DMARC1'),
    record('b', 'TXT', '"c"'),
  ];
  expect(nameOf(record('webmail', 'CNAME', 'x'), 'a.fr')).toBe('webmail.a.fr');
  expect(zoneFile({ name: 'a.fr', records })).toBe(
    'a.fr.\tIN\tMX\t10 mx.example.\n_dmarc.a.fr.\tIN\tTXT\t"v=DMARC1"\nb.a.fr.\tIN\tTXT\t"c"',
  );
});
