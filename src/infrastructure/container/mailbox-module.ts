import { ContainerModule } from 'inversify';
import {
  makeDisableMailbox,
  makeEnableMailbox,
  makeResetMailboxPassword,
  makeSendLoginLink,
} from '../../application/mailbox/act-on-mailbox.ts';
import { makeAwaitMailboxChange } from '../../application/mailbox/await-mailbox-change.ts';
import { makeUpdateMailbox } from '../../application/mailbox/change-mailbox.ts';
import { makeCheckMailboxUpdate } from '../../application/mailbox/check-mailbox-update.ts';
import { makeCreateMailbox } from '../../application/mailbox/create-mailbox.ts';
import { makeDeleteMailbox } from '../../application/mailbox/delete-mailbox.ts';
import { makeCompleteMailDraft } from '../../application/mailbox/provision/complete-mail-draft.ts';
import { makeProvisionMailbox } from '../../application/mailbox/provision/provision-mailbox.ts';
import { makeSynchronizeMailbox } from '../../application/mailbox/provision/synchronize-mailbox.ts';
import {
  makeGetMailbox,
  makeListMailboxes,
  makeViewMailboxes,
} from '../../application/mailbox/read-mailboxes.ts';
import { makeResumeStalledMailboxes } from '../../application/provisioning/check/schedule-mail-jobs.ts';
import { bindFactory } from './tokens/typed-bind.ts';
import { ADAPTER_TOKENS, JOB_TOKENS, TOKENS } from './tokens.ts';

/** Mailboxes, and the jobs that keep the provisioner in step. */
export const mailboxModule = new ContainerModule((module) => {
  const { unitOfWork, mailDomainQueries, mailboxQueries, signals, mailProvisioner, clock, ids, logger } =
    ADAPTER_TOKENS;
  const { mailSettings, waits, awaitMailboxChange } = TOKENS;

  bindFactory(module, TOKENS.listMailboxes, makeListMailboxes, { mailDomainQueries, mailboxQueries });
  bindFactory(module, TOKENS.viewMailboxes, makeViewMailboxes, { mailDomainQueries, mailboxQueries });
  bindFactory(module, TOKENS.getMailbox, makeGetMailbox, { mailDomainQueries, mailboxQueries });
  bindFactory(module, TOKENS.createMailbox, makeCreateMailbox, { unitOfWork, signals, clock, ids, waits });
  bindFactory(module, awaitMailboxChange, makeAwaitMailboxChange, { unitOfWork, signals, waits });
  const changing = { unitOfWork, awaitMailboxChange, clock };
  bindFactory(module, TOKENS.checkMailboxUpdate, makeCheckMailboxUpdate, {
    mailDomainQueries,
    mailboxQueries,
  });
  bindFactory(module, TOKENS.updateMailbox, makeUpdateMailbox, changing);
  bindFactory(module, TOKENS.enableMailbox, makeEnableMailbox, changing);
  bindFactory(module, TOKENS.disableMailbox, makeDisableMailbox, changing);
  bindFactory(module, TOKENS.resetMailboxPassword, makeResetMailboxPassword, changing);
  bindFactory(module, TOKENS.sendLoginLink, makeSendLoginLink, changing);
  bindFactory(module, TOKENS.deleteMailbox, makeDeleteMailbox, { unitOfWork, clock });

  bindFactory(module, JOB_TOKENS.provision_mailbox, makeProvisionMailbox, {
    unitOfWork,
    mailProvisioner,
    passwordHasher: ADAPTER_TOKENS.passwordHasher,
    clock,
    ids,
    logger,
    mailSettings,
  });
  bindFactory(module, JOB_TOKENS.synchronize_mailbox, makeSynchronizeMailbox, {
    unitOfWork,
    mailProvisioner,
    passwordHasher: ADAPTER_TOKENS.passwordHasher,
    clock,
    ids,
    logger,
    mailSettings,
  });
  bindFactory(module, JOB_TOKENS.complete_mail_draft, makeCompleteMailDraft, {
    unitOfWork,
    mailProvisioner,
    clock,
    logger,
    mailSettings,
  });
  bindFactory(module, JOB_TOKENS.resume_stalled_mailboxes, makeResumeStalledMailboxes, { unitOfWork, clock });
});
