import type { Mailbox } from '../../../domain/mailbox/mailbox.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';

/** Whether the owner has a password that is not one drawn by the mail service, which they may never have seen. */
export const hasChosenPassword = (
  { passwordHash }: Pick<Mailbox, 'passwordHash'>,
  passwordHasher: Pick<PasswordHasher, 'isOfGenerated'>,
): boolean => passwordHash !== null && !passwordHasher.isOfGenerated(passwordHash);
