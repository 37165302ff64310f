import { expect, it } from 'vitest';
import { Argon2PasswordHasher } from './argon2-password-hasher.ts';

it('knows the password it hashed, and no other', async () => {
  const hasher = new Argon2PasswordHasher();
  const hash = await hasher.hash('mot de passe é');
  expect(hash).toMatch(/^\$argon2id\$/);
  expect(await hasher.verify(hash, 'mot de passe é')).toBe(true);
  expect(await hasher.verify(hash, 'mot de passe e')).toBe(false);
  expect(await hasher.verify('!unusable', '')).toBe(false);
});
