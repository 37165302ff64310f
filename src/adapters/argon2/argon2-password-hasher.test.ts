import { describe, expect, it } from 'vitest';
import { Argon2PasswordHasher } from './argon2-password-hasher.ts';

const hasher = new Argon2PasswordHasher();

it('knows the password it hashed, and no other', async () => {
  const hash = await hasher.hash('mot de passe é');
  expect(hash).toMatch(/^\$argon2id\$/);
  expect(await hasher.verify(hash, 'mot de passe é')).toBe(true);
  expect(await hasher.verify(hash, 'mot de passe e')).toBe(false);
  expect(await hasher.verify('!unusable', '')).toBe(false);
});

describe('a password that a machine drew', () => {
  it('is hashed fast, with a salt of its own, and known again', async () => {
    const password = 'kV2-q8Zt_Rw0aYx7';
    const [hash, another] = [await hasher.hashGenerated(password), await hasher.hashGenerated(password)];
    expect(hash).toMatch(/^\$pbkdf2-sha256\$i=100\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(another).not.toBe(hash);
    expect(await hasher.verify(hash, password)).toBe(true);
    expect(await hasher.verify(another, password)).toBe(true);
    expect(await hasher.verify(hash, `${password}x`)).toBe(false);
  });

  it.each([
    ['short', 'Xk3_pQz9-LmT4v'],
    ['of hexadecimal digits, which say less', '0123456789abcdef012345'],
    ['written in another alphabet, such as words', 'correct horse battery staple'],
    ['a pattern', 'abcabcabcabcabcabc'],
    ['empty', ''],
  ])('is hashed slowly all the same when it is %s', async (_why, password) => {
    const hash = await hasher.hashGenerated(password);
    expect(hash).toMatch(/^\$argon2id\$/);
    expect(await hasher.verify(hash, password)).toBe(true);
  });
});

it.each([
  ['no iteration', '$pbkdf2-sha256$i=0$c2FsdHNhbHRzYWx0c2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'],
  ['more iterations than we ever write', `$pbkdf2-sha256$i=9999999$${'A'.repeat(22)}$${'A'.repeat(43)}`],
  ['no hash', '$pbkdf2-sha256$i=100$AAAAAAAAAAAAAAAAAAAAAA$'],
])('does not take a hash with %s for one of any password', async (_what, hash) => {
  expect(await hasher.verify(hash, '')).toBe(false);
});

it('reads what others write in this form', async () => {
  // Made with Python: hashlib.pbkdf2_hmac('sha256', b'correct horse', b'saltsaltsaltsalt', 100).
  const hash = '$pbkdf2-sha256$i=100$c2FsdHNhbHRzYWx0c2FsdA$5hmoVFh2j/hGQH+AoVHRCrcyaNLYhzzgJLl58TCKTR0';
  expect(await hasher.verify(hash, 'correct horse')).toBe(true);
});
