import { createHash, timingSafeEqual } from 'node:crypto';
import type { DevelopmentAccount } from './development-accounts.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * The account with this user name or e-mail address (ignoring case) and this password, or undefined. An unknown
 * name costs one comparison too, and passwords are compared by digest in constant time.
 */
export function authenticateAccount(
  accounts: readonly DevelopmentAccount[],
  name: string,
  password: string,
): DevelopmentAccount | undefined {
  const wanted = name.trim().toLowerCase();
  const found = accounts.find(
    ({ username, email }) => username.toLowerCase() === wanted || email.toLowerCase() === wanted,
  );
  const matches = timingSafeEqual(digest(password), digest(found?.password ?? ''));
  return found !== undefined && matches ? found : undefined;
}
