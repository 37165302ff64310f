import { makeAuthenticateMailbox } from '../../application/identity/sign-in/authenticate-mailbox.ts';
import { makeForgetSignInAttempts } from '../../application/identity/sign-in/forget-sign-in-attempts.ts';
import {
  makeStartOneTimeSession,
  makeTakeOneTimeSession,
} from '../../application/identity/sign-in/one-time-session.ts';
import { area, type UseCasesOf } from './area.ts';

/** The sign-in of mailbox owners with their password. */
export const mailboxSignIn = area('MailboxSignIn', (given) => ({
  useCases: {
    authenticateMailbox: makeAuthenticateMailbox(given),
    startOneTimeSession: makeStartOneTimeSession(given),
    takeOneTimeSession: makeTakeOneTimeSession(given),
  },
  jobs: { forget_sign_in_attempts: makeForgetSignInAttempts(given) },
}));
export type MailboxSignInUseCases = UseCasesOf<typeof mailboxSignIn>;
