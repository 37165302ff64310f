import { expect, it } from 'vitest';
import { withDenialOf } from './with-denial-of.ts';

const userinfo = { sub: 'abc', email: 'ada@evry.fr' };

it.each([
  ['nothing', undefined],
  ['true, which may be about another address', true],
  ['true as text', 'true'],
])('an id token that says %s adds nothing', (_case, verdict) => {
  expect(withDenialOf({ email_verified: verdict }, userinfo)).toEqual(userinfo);
});

it.each([false, 'false', 'no', 0, null, ''])(
  'an id token that says %j speaks against an address of which userinfo says nothing',
  (verdict) => {
    expect(withDenialOf({ email_verified: verdict }, userinfo)).toEqual({
      ...userinfo,
      email_verified: verdict,
    });
  },
);

it.each([true, false, 'true', null])('what userinfo itself says, %j, stays', (said) => {
  const claims = { ...userinfo, email_verified: said };
  for (const verdict of [true, false, undefined]) {
    expect(withDenialOf({ email_verified: verdict }, claims)).toEqual(claims);
  }
});
