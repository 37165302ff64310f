import { describe, expect, it } from 'vitest';
import { tokenExpiry } from './token-expiry.ts';

const jwt = (payload: unknown) =>
  ['{}', JSON.stringify(payload), 'signature']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');

describe('tokenExpiry', () => {
  it('reads the exp claim as seconds since the epoch', () => {
    expect(tokenExpiry(jwt({ sub: 'la_regie', exp: 1_795_428_000 }))).toEqual(new Date(1_795_428_000_000));
  });

  it.each([['opaque'], [''], ['a.b.c'], [jwt({ sub: 'la_regie' })], [jwt({ exp: 'tomorrow' })], [jwt(null)]])(
    'does not read %j',
    (token) => {
      expect(tokenExpiry(token)).toBeUndefined();
    },
  );
});
