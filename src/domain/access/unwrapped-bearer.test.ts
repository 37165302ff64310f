import { expect, it } from 'vitest';
import { BEARER_MAX_LENGTH, isBearerToken, unwrappedBearer } from './unwrapped-bearer.ts';

it.each(['a', 'abc.def-ghi_jkl', 'a~b+c/d==', 'x'.repeat(BEARER_MAX_LENGTH)])(
  '%.20s… is a token',
  (value) => {
    expect(isBearerToken(value)).toBe(true);
  },
);

it.each(['', '=', 'a b', 'a=b', 'é', 'a\n', 'a,b', '"a"', 'x'.repeat(BEARER_MAX_LENGTH + 1)])(
  '%j is none',
  (value) => {
    expect(isBearerToken(value)).toBe(false);
  },
);

it.each([
  ['b3BhcXVlLXRva2Vu', 'opaque-token'],
  ['YQ==', 'a'],
  ['YWI=', 'ab'],
])('%s holds %s', (value, held) => {
  expect(unwrappedBearer(value)).toBe(held);
});

it.each<[string, string]>([
  ['of another alphabet', 'b3BhcXVl-XRva2Vu'],
  ['without its padding', 'YQ'],
  ['with a padding inside', 'YQ==YQ=='],
  ['of what cannot be a token', btoa('two words')],
  ['of bytes that are no ASCII', btoa('\u00e9\u00e9\u00e9')],
  ['of nothing', ''],
  ['that is too long', 'YWFh'.repeat(BEARER_MAX_LENGTH)],
])('nothing is taken out of a value %s', (_name, value) => {
  expect(unwrappedBearer(value)).toBeUndefined();
});
