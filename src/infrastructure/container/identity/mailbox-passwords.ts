import { makeChangePassword } from '../../../application/identity/password/change-password.ts';
import {
  makeChooseByMailLink,
  makeMayChooseByMailLink,
} from '../../../application/identity/password/choose-by-mail-link.ts';
import {
  makeReadPasswordLink,
  makeSetPasswordByLink,
} from '../../../application/identity/password/follow-password-link.ts';
import {
  makeHandOverPasswordLink,
  makeInviteToPassword,
} from '../../../application/identity/password/give-password-link.ts';
import { makeInviteToPasswords } from '../../../application/identity/password/invite-to-passwords.ts';
import { makeMailPasswordLink } from '../../../application/identity/password/mail-password-link.ts';
import { makeRequestPasswordLink } from '../../../application/identity/password/request-password-link.ts';
import { area, type UseCasesOf } from '../inputs/area.ts';
import { mailboxSignIn } from './mailbox-sign-in.ts';

/** The passwords that owners of mailboxes choose for their identity. */
export const mailboxPasswords = area(
  'MailboxPasswords',
  (given, { useCases: { authenticateMailbox } }) => ({
    useCases: {
      requestPasswordLink: makeRequestPasswordLink(given),
      readPasswordLink: makeReadPasswordLink(given),
      setPasswordByLink: makeSetPasswordByLink(given),
      mayChooseByMailLink: makeMayChooseByMailLink(given),
      chooseByMailLink: makeChooseByMailLink(given),
      changePassword: makeChangePassword({ ...given, authenticateMailbox }),
      handOverPasswordLink: makeHandOverPasswordLink(given),
      inviteToPassword: makeInviteToPassword(given),
      inviteToPasswords: makeInviteToPasswords(given),
    },
    jobs: { mail_password_link: makeMailPasswordLink(given) },
  }),
  mailboxSignIn.offer,
);
export type MailboxPasswordUseCases = UseCasesOf<typeof mailboxPasswords>;
