import type { Factor } from '../../../domain/identity/authentication-level.ts';

export type FactorSettings = Readonly<{
  /** Under which name applications list their codes, and browsers their passkeys. */
  issuerName: string;
  /** Address of the page on which people see and change their factors. */
  accountPage: string;
  /** What people can have here. */
  offered: readonly Factor[];
}>;
