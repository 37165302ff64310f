import type { RequestOrigin } from '../../../domain/audit/request-origin.ts';
import type { MailboxAccount } from '../../../domain/identity/mailbox-account.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';

/** What a client learns of a sign-in; `acr`: the level of the authentication, null when none is told. */
type SignInAtClient = Readonly<{ clientId: string; acr: string | null }>;

/**
 * Notes in the audit log that a client was given a code for the owner of a mailbox, whether they proved who they are for it
 * (`mailbox.authenticated` says so) or had a session. What the client renews with its refresh token is the same sign-in.
 */
export type NoteMailboxSignIn = (
  account: MailboxAccount,
  at: SignInAtClient,
  origin: RequestOrigin,
) => Promise<void>;

export const makeNoteMailboxSignIn =
  ({
    unitOfWork,
    clock,
  }: {
    unitOfWork: UnitOfWork<Pick<Repositories, 'audit'>>;
    clock: Clock;
  }): NoteMailboxSignIn =>
  (account, { clientId, acr }, origin) =>
    unitOfWork.run(({ audit }) =>
      audit.append(
        { userId: null, origin },
        {
          at: clock.now(),
          action: 'mailbox.signed_in',
          objectId: account.mailboxId,
          label: account.address,
          organizationId: account.organizationId,
          details: { client: clientId, acr },
        },
      ),
    );
