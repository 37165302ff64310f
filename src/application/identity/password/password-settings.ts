import type { PasswordLinkLifetimes } from '../../../domain/identity/password-link.ts';
import type { PasswordScore } from '../../../domain/identity/password-rules.ts';

export type PasswordSettings = Readonly<{
  /** Whether owners of mailboxes have an identity here, and so a password of their own. */
  isOffered: boolean;
  /** The least strength of a password that somebody chooses. */
  minimalScore: PasswordScore;
  /** Address of the page of links; their token is added to it. */
  linkPage: string;
  /** Address of the page where links for forgotten passwords are asked for. */
  forgottenPage: string;
  linkLifetimes: PasswordLinkLifetimes;
}>;
