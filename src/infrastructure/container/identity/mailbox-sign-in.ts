import { makeReadOwnMailbox } from '../../../application/identity/account/read-own-mailbox.ts';
import { makeFindMailboxAddress } from '../../../application/identity/provider/find-mailbox-address.ts';
import {
  makeEndMailboxSession,
  makeEndOtherMailboxSessions,
} from '../../../application/identity/provider/mailbox-sessions.ts';
import { makeNoteMailboxSignIn } from '../../../application/identity/provider/note-sign-in.ts';
import { makeNotifySignOut } from '../../../application/identity/provider/notify-sign-out.ts';
import { makePurgeOpenidRecords } from '../../../application/identity/provider/purge-openid-records.ts';
import { makeReadOwnAccount } from '../../../application/identity/provider/read-own-account.ts';
import { makeSignInSteps } from '../../../application/identity/provider/sign-in-steps.ts';
import { makeAuthenticateMailbox } from '../../../application/identity/sign-in/authenticate-mailbox.ts';
import { makeForgetSignInAttempts } from '../../../application/identity/sign-in/forget-sign-in-attempts.ts';
import {
  makeStartOneTimeSession,
  makeTakeOneTimeSession,
} from '../../../application/identity/sign-in/one-time-session.ts';
import { makeRememberBrowser } from '../../../application/identity/sign-in/remember-browser.ts';
import { area, type UseCasesOf } from '../inputs/area.ts';

/** The sign-in of mailbox owners with their password. */
export const mailboxSignIn = area('MailboxSignIn', (given) => ({
  useCases: {
    authenticateMailbox: makeAuthenticateMailbox(given),
    signInSteps: makeSignInSteps(given),
    rememberBrowser: makeRememberBrowser(given),
    startOneTimeSession: makeStartOneTimeSession(given),
    takeOneTimeSession: makeTakeOneTimeSession(given),
    findMailboxAddress: makeFindMailboxAddress(given),
    readOwnAccount: makeReadOwnAccount(given),
    readOwnMailbox: makeReadOwnMailbox(given),
    noteMailboxSignIn: makeNoteMailboxSignIn(given),
    endMailboxSession: makeEndMailboxSession(given),
    endOtherMailboxSessions: makeEndOtherMailboxSessions(given),
  },
  jobs: {
    notify_sign_out: makeNotifySignOut(given),
    purge_openid_records: makePurgeOpenidRecords(given),
    forget_sign_in_attempts: makeForgetSignInAttempts(given),
  },
}));
export type MailboxSignInUseCases = UseCasesOf<typeof mailboxSignIn>;
