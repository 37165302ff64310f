import { expect, it } from 'vitest';
import { signInKeyOf, sourceOf } from './sign-in-counting.ts';

it.each([
  ['user@evry.fr', 'userevryfr'],
  ['us.er@evry.fr', 'userevryfr'],
  ['USER@EVRY.FR', 'userevryfr'],
  ['user+tag@evry.fr', 'usertagevryfr'],
  ['ada.l-b_1@varzy.example', 'adal-b_1varzyexample'],
  ['-_ada@varzy.example', 'adavarzyexample'],
  ['ada@évry.fr', signInKeyOf('ada@xn--vry-9la.fr')],
  ['adä@varzy.example', 'adavarzyexample'],
  ['a -- b@x.fr', 'a-bxfr'],
  ['@', ''],
])('counts attempts at %s under %s', (address, key) => {
  expect(signInKeyOf(address)).toBe(key);
});

it.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['::ffff:c000:207', '192.0.2.7'],
  ['0:0:0:0:0:FFFF:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
  ['2001:0db8:0001:0002:ffff:ffff:ffff:ffff', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:1::', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  [null, null],
  ['not an address', null],
  ['1::2::3', null],
  [']/evil?[', null],
])('takes %s as source %s', (address, source) => {
  expect(sourceOf(address)).toBe(source);
});

it('tells networks apart that differ within the first 64 bits', () => {
  expect(sourceOf('2001:db8:1:2::1')).not.toBe(sourceOf('2001:db8:1:3::1'));
});
