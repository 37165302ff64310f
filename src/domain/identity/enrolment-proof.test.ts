import { describe, expect, it } from 'vitest';
import {
  enrolmentCodeOf,
  isFreshSignIn,
  maskedAddress,
  type ProvingAddress,
  provingAddress,
  typedEnrolmentCode,
} from './enrolment-proof.ts';

const NOW = new Date('2026-11-30T10:00:00.000Z');
const HOUR_MS = 3_600_000;
const hoursAgo = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR_MS);
const PROVES = { address: 'ada@home.example' } as const;
const LEADS_BACK = { obstacle: 'leads_back' } as const;

type Case = readonly [
  what: string,
  secondaryEmail: string | null,
  byOwnerAt: Date | null,
  reached: readonly string[],
  expected: ProvingAddress,
];

describe('the address that a code is mailed to', () => {
  it.each<Case>([
    ['there is one', 'ada@home.example', null, [], PROVES],
    ['there is none', null, null, [], { obstacle: 'none' }],
    ['it is the mailbox itself', 'Ada@VARZY.example', null, [], { obstacle: 'none' }],
    ['it is the mailbox with a detail', 'ada+home@varzy.example', null, [], LEADS_BACK],
    ['an alias leads it back', 'ada@home.example', null, ['eve@x.fr', 'ada@varzy.example'], LEADS_BACK],
    ['an alias leads it back with a detail', 'ada@home.example', null, ['ADA+x@varzy.example'], LEADS_BACK],
    ['an alias leads it elsewhere', 'ada@home.example', null, ['eve@varzy.example'], PROVES],
    ['its owner wrote it long ago', 'ada@home.example', hoursAgo(72), [], PROVES],
    [
      'its owner wrote it two days ago',
      'ada@home.example',
      hoursAgo(48),
      [],
      { obstacle: 'written_by_owner', until: new Date(NOW.getTime() + 24 * HOUR_MS) },
    ],
    [
      'its owner wrote it a moment ago',
      'ada@home.example',
      NOW,
      [],
      { obstacle: 'written_by_owner', until: new Date(NOW.getTime() + 72 * HOUR_MS) },
    ],
  ])('%s', (_what, secondaryEmail, secondaryEmailByOwnerAt, reached, expected) => {
    const mailbox = { localPart: 'ada', secondaryEmail, secondaryEmailByOwnerAt };
    expect(provingAddress(mailbox, 'varzy.example', reached, NOW)).toEqual(expected);
  });

  it('is shown so that nobody learns it', () => {
    expect(maskedAddress('camille.dupont@home.example')).toBe('c•••@home.example');
  });
});

describe('a code', () => {
  it('has eight digits, whatever the digest', () => {
    expect(enrolmentCodeOf('0'.repeat(64))).toBe('00000000');
    expect(enrolmentCodeOf('f'.repeat(64))).toMatch(/^\d{8}$/);
    expect(enrolmentCodeOf(`${'0'.repeat(63)}7`)).toBe('00000007');
  });

  it.each([
    ['1234 5678', '12345678'],
    [' 1234-5678\n', '12345678'],
    ['1234\u00a05678', '12345678'],
    ['1234567', undefined],
    ['123456789', undefined],
    ['١٢٣٤٥٦٧٨', undefined],
    ['', undefined],
  ])('typed as %j is %j', (text, code) => {
    expect(typedEnrolmentCode(text)).toBe(code);
  });
});

it('a sign-in is fresh for a quarter of an hour', () => {
  expect(isFreshSignIn(new Date(NOW.getTime() - 900_000), NOW)).toBe(true);
  expect(isFreshSignIn(new Date(NOW.getTime() - 900_001), NOW)).toBe(false);
});
