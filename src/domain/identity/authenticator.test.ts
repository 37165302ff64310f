import { expect, it } from 'vitest';
import { isCloned, readAuthenticatorName } from './authenticator.ts';

it.each([
  ['Mon téléphone', 'Mon téléphone'],
  ['  YubiKey 5  ', 'YubiKey 5'],
  ['e\u0301cran', 'écran'],
  ['📱', '📱'],
  ['x'.repeat(64), 'x'.repeat(64)],
  ['📱'.repeat(64), '📱'.repeat(64)],
  ['x'.repeat(65), undefined],
  ['', undefined],
  ['   ', undefined],
  ['\u200b\u2060', undefined],
  ['a\nb', undefined],
  ['a\0b', undefined],
  ['a\ud800', undefined],
  ['a\u2028b', undefined],
])('reads the name %j as %j', (written, name) => {
  expect(readAuthenticatorName(written)).toBe(name);
});

it.each([
  [0, 0, false],
  [0, 1, false],
  [7, 8, false],
  [7, 4_294_967_295, false],
  [7, 7, true],
  [7, 6, true],
  [7, 0, true],
  [1, 0, true],
])(
  'a key of which we know the count %i and that presents %i is a copy: %s',
  (signCount, presented, cloned) => {
    expect(isCloned({ signCount }, presented)).toBe(cloned);
  },
);
