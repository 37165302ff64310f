import {
  makeDisableMailbox,
  makeEnableMailbox,
  makeResetMailboxPassword,
  makeSendLoginLink,
} from '../../application/mailbox/act-on-mailbox.ts';
import { makeAwaitMailboxChange } from '../../application/mailbox/await-mailbox-change.ts';
import { makeChangeManyMailboxes } from '../../application/mailbox/bulk/change-many-mailboxes.ts';
import { makeForgetBulkChanges } from '../../application/mailbox/bulk/forget-bulk-changes.ts';
import {
  makeFindLatestBulkChange,
  makeReadBulkChange,
} from '../../application/mailbox/bulk/read-bulk-change.ts';
import { makeUpdateMailbox } from '../../application/mailbox/change-mailbox.ts';
import { makeCheckMailboxUpdate } from '../../application/mailbox/check-mailbox-update.ts';
import { makeCreateMailbox } from '../../application/mailbox/create-mailbox.ts';
import { makeDeleteMailbox } from '../../application/mailbox/delete-mailbox.ts';
import {
  makeOpenMailboxByLink,
  makeReadMailLink,
  makeShowPasswordOfLink,
} from '../../application/mailbox/link/follow-mail-link.ts';
import { makeLocateMailbox, makeLocateMailDomain } from '../../application/mailbox/locate-mailbox.ts';
import { makeEndOwnerSessions, makeListOwnerSessions } from '../../application/mailbox/owner-sessions.ts';
import { makeCompleteMailDraft } from '../../application/mailbox/provision/complete-mail-draft.ts';
import { makeProvisionMailbox } from '../../application/mailbox/provision/provision-mailbox.ts';
import { makeSynchronizeMailbox } from '../../application/mailbox/provision/synchronize-mailbox.ts';
import {
  makeGetMailbox,
  makeListMailboxes,
  makeViewMailboxes,
} from '../../application/mailbox/read-mailboxes.ts';
import { makeCheckMailService } from '../../application/mailbox/synthetic/check-mail-service.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** Mailboxes, and the jobs that update the provisioner. */
export const mailboxes = area('Mailboxes', (given) => {
  const changing = { ...given, awaitMailboxChange: makeAwaitMailboxChange(given) };
  return {
    useCases: {
      listMailboxes: makeListMailboxes(given),
      viewMailboxes: makeViewMailboxes(given),
      getMailbox: makeGetMailbox(given),
      locateMailbox: makeLocateMailbox(given),
      locateMailDomain: makeLocateMailDomain(given),
      createMailbox: makeCreateMailbox(given),
      checkMailboxUpdate: makeCheckMailboxUpdate(given),
      updateMailbox: makeUpdateMailbox(changing),
      enableMailbox: makeEnableMailbox(changing),
      disableMailbox: makeDisableMailbox(changing),
      resetMailboxPassword: makeResetMailboxPassword(changing),
      sendLoginLink: makeSendLoginLink(changing),
      deleteMailbox: makeDeleteMailbox(given),
      changeManyMailboxes: makeChangeManyMailboxes(given),
      readBulkChange: makeReadBulkChange(given),
      findLatestBulkChange: makeFindLatestBulkChange(given),
      listOwnerSessions: makeListOwnerSessions(given),
      endOwnerSessions: makeEndOwnerSessions(given),
      readMailLink: makeReadMailLink(given),
      openMailboxByLink: makeOpenMailboxByLink(given),
      showPasswordOfLink: makeShowPasswordOfLink(given),
    },
    jobs: {
      provision_mailbox: makeProvisionMailbox(given),
      synchronize_mailbox: makeSynchronizeMailbox(given),
      complete_mail_draft: makeCompleteMailDraft(given),
      forget_bulk_changes: makeForgetBulkChanges(given),
      check_mail_service: makeCheckMailService(given),
    },
  };
});
export type MailboxUseCases = UseCasesOf<typeof mailboxes>;
