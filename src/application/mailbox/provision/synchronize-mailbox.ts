import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import {
  isIn,
  type Mailbox,
  type MailboxIn,
  mailboxAddress,
  outsideAddress,
} from '../../../domain/mailbox/mailbox.ts';
import {
  earlierNames,
  isStepWanted,
  type MailboxChangeFailure,
  type MailboxStep,
  type ProvisionerTroubleCode,
  wantedSteps,
} from '../../../domain/mailbox/mailbox-change.ts';
import { mayAppear } from '../../../domain/mailbox/provisioning.ts';
import {
  identified,
  stepBegun,
  stepDone,
  stepImpossible,
  stepRefused,
  stepTroubled,
  strangerFound,
} from '../../../domain/mailbox/provisioning-transitions.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { Language } from '../../../domain/shared/language.ts';
import { endFormerAccounts, endMailboxSessions } from '../../identity/provider/end-mailbox-sessions.ts';
import { makeIssueMailLinks } from '../../notification/issue-mail-links.ts';
import { LOGIN_CODE_LIMITS, TRIED_LOGIN_CODE_LIMITS } from '../../notification/login-code-limits.ts';
import type { MailContent } from '../../notification/mail-content.ts';
import { makeQueueMail } from '../../notification/queue-mail.ts';
import { addressExists } from '../../provisioning/address-exists.ts';
import { lineMaker } from '../../provisioning/drift-lines.ts';
import type {
  ChangeMailboxOutcome,
  MailProvisioner,
  ProvisionedMailbox,
} from '../../provisioning/mail-provisioner.ts';
import { queueComparison } from '../../provisioning/queue-comparison.ts';
import { oneAttemptAfterTheOther } from '../../shared/jobs/attempts.ts';
import { failAttempt } from '../../shared/jobs/fail-attempt.ts';
import type { JobHandler, JobOutcome } from '../../shared/jobs/job.ts';
import type { Logger } from '../../shared/logger.ts';
import { mailboxTopic } from '../../shared/mail-topics.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { MailSettings } from '../../shared/settings/mail-settings.ts';
import type { Clock, IdGenerator, SecretGenerator, TextDigest } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { queueProvisioning } from '../mailbox-jobs.ts';
import { isNamedAs } from './ask-for-mailboxes.ts';

type Stores = Pick<
  Repositories,
  | 'mailDomains'
  | 'mailboxes'
  | 'outgoingMails'
  | 'mailLinks'
  | 'passwordLinks'
  | 'openidSessions'
  | 'outbox'
  | 'signals'
  | 'drift'
>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  mailProvisioner: MailProvisioner;
  passwordHasher: PasswordHasher;
  clock: Clock;
  ids: IdGenerator;
  secrets: SecretGenerator;
  digest: TextDigest;
  logger: Logger;
  mailSettings: MailSettings;
  carriedOutWithinMs: number;
};

/** A mailbox that exists at the provisioner, or may. */
type Changing = MailboxIn<'done' | 'unanswered'>;
type Attempt = Readonly<{ mailbox: Changing; mailDomain: MailDomain; step: MailboxStep; number: number }>;

/** A mail, or the content that our page shows after its link is followed. */
type ToTell =
  | MailContent
  | Readonly<{ kind: 'password_reset' | 'login_link'; address: string; password?: string; isOnPage: true }>;

/** The result of a step: the values to store and, for some steps, a mail about it. */
type Result =
  | { readonly outcome: 'done'; readonly passwordHash?: string; readonly mail?: ToTell }
  | { readonly outcome: 'refused'; readonly failure: Pick<MailboxChangeFailure, 'code' | 'params'> }
  /** The provisioner's mailbox is not known to be ours: it was left alone. */
  | { readonly outcome: 'not_ours'; readonly held: ProvisionedMailbox }
  /** The provisioner's mailbox is known to be ours: the step itself follows, once that is stored. */
  | { readonly outcome: 'identified' };

const NOTHING = { over: undefined } as const;

/**
 * Carries out the pending steps of a mailbox at the provisioner, one after the other. Every step is safe to repeat, so a
 * step whose answer was lost is repeated; of concurrent attempts only the latest decides. A definite refusal drops the
 * pending change. A mailbox whose creation was never answered is enabled or disabled only where it is known to be ours.
 */
export const makeSynchronizeMailbox = (deps: Deps): JobHandler<'synchronize_mailbox'> => {
  const { unitOfWork, clock, ids, logger, mailSettings, carriedOutWithinMs } = deps;
  const makeStep = makeSteps(deps);
  const queueMail = makeQueueMail({ clock, ids });
  const issueMailLinks = makeIssueMailLinks(deps);
  const toLine = lineMaker(ids, 'mailbox');

  /** Counts an attempt at the next step, if there is one. */
  const begin = (mailboxId: MailboxId): Promise<{ attempt: Attempt } | { over: undefined }> =>
    unitOfWork.run(async ({ mailDomains, mailboxes }) => {
      const mailbox = await mailboxes.lock(mailboxId);
      // A pending mailbox has to be created first; its creation queues the remaining steps.
      if (!mailbox || !isIn(mailbox, 'done', 'unanswered')) return NOTHING;
      const { change } = mailbox.provisioning;
      const [step] = wantedSteps(change);
      if (!change || step === undefined) return NOTHING;
      const mailDomain = await mailDomains.find(mailbox.mailDomainId);
      if (!mailDomain) return NOTHING;
      await mailboxes.update(stepBegun(mailbox));
      return { attempt: { mailbox, mailDomain, step, number: change.attempt + 1 } };
    });

  /** Stores what `decide` makes of the present mailbox, unless the step was withdrawn or a later attempt has begun. */
  const settle = (
    { mailbox: { id, provisioning }, step, number }: Attempt,
    decide: (current: Changing, stores: Stores) => Promise<Mailbox> | Mailbox,
    tooLate: (current: Changing, stores: Stores) => Promise<Mailbox> | Mailbox = (current) => current,
  ): Promise<void> =>
    unitOfWork.run(async (stores) => {
      const current = await stores.mailboxes.lock(id);
      if (!current || !isIn(current, 'done', 'unanswered')) return;
      const { change, changeRevision, changeFailure } = current.provisioning;
      if (!isStepWanted(change, step)) {
        const wasWithdrawn = changeFailure?.code === 'mail_change.withdrawn' && changeFailure.step === step;
        if (wasWithdrawn) await stores.mailboxes.update(await tooLate(current, stores));
        return;
      }
      if (change?.attempt !== number || changeRevision !== provisioning.changeRevision) return;
      const updatedAt = clock.now();
      await stores.mailboxes.update({ ...(await decide(current, stores)), updatedAt });
      await endFormerAccounts(stores, { mailboxIds: [id] }, updatedAt);
      await stores.signals.publish(mailboxTopic(id));
    });

  /** What the mail says, with a link to our page where that shows it. */
  const contentOf = async (
    stores: Stores,
    mail: ToTell,
    about: Readonly<{ recipient: string; language: Language; mailboxId: MailboxId }>,
  ): Promise<MailContent> => {
    if (!('isOnPage' in mail)) return mail;
    const { kind, address, password } = mail;
    const wanted = { ...about, password, opensWebmail: kind === 'login_link' };
    const [pageLink = ''] = await issueMailLinks(stores, mailSettings.linkPage ?? '', [wanted]);
    return { kind, address, pageLink };
  };

  /** Mails the owner what came of a step; returns the hash of the password that they have now. */
  const tell = async (
    { mailDomain }: Attempt,
    { passwordHash, mail }: Extract<Result, { outcome: 'done' }>,
    current: Changing,
    stores: Stores,
  ): Promise<Pick<Mailbox, 'passwordHash'>> => {
    const recipient = outsideAddress(current, mailDomain.name);
    if (mail && recipient !== null) {
      const language = mailSettings.defaultLanguage;
      const about = { recipient, language, mailboxId: current.id };
      await queueMail(stores, { ...about, content: await contentOf(stores, mail, about) });
    }
    if (passwordHash === undefined) return { passwordHash: current.passwordHash };
    // It is the password of the owner's identity as well: whoever knew the former one is signed out.
    await stores.passwordLinks.endAllOf([current.id], 'password_changed', clock.now());
    await endMailboxSessions(stores, [current.id], { clock });
    return { passwordHash };
  };

  /** A step that was withdrawn while the provisioner carried it out: the next comparison shows the difference. */
  const store = (attempt: Attempt, result: Result): Promise<void> =>
    settle(
      attempt,
      async (current, stores) => {
        if (result.outcome === 'refused') return stepRefused(current, attempt.step, result.failure);
        if (result.outcome === 'identified') {
          return isIn(current, 'unanswered') ? identified(current) : current;
        }
        if (result.outcome === 'not_ours') {
          if (!isIn(current, 'unanswered')) return current;
          const startedAt = clock.now();
          const { firstName, lastName } = result.held;
          const there = { firstName: firstName ?? '', lastName: lastName ?? '', isActive: null };
          const found = addressExists(current, attempt.mailDomain, there);
          await stores.drift.putLines(startedAt, [toLine({ ...attempt, startedAt }, found)]);
          return strangerFound(current);
        }
        const changed = {
          ...stepDone(current, attempt.step),
          ...(await tell(attempt, result, current, stores)),
        };
        // The job that completes the creation sets a new password and mails it to the owner.
        if (changed.status === 'pending') await queueProvisioning(stores.outbox, changed);
        return changed;
      },
      async (current, stores) => {
        if (result.outcome !== 'done' || attempt.step === 'login_link') return current;
        // The former password no longer works, even if the reset was withdrawn.
        if (attempt.step === 'password_reset')
          return { ...current, ...(await tell(attempt, result, current, stores)) };
        await queueComparison(stores.outbox, current.mailDomainId);
        return current;
      },
    );

  /**
   * Stores the trouble for waiting requests; a step on a mailbox that the provisioner does not know can never succeed.
   */
  const note = (attempt: Attempt, error: DomainError): Promise<void> =>
    settle(attempt, async (current, { outbox }) => {
      const code = error.code as ProvisionerTroubleCode;
      if (code !== 'mail_provisioner.not_found') return stepTroubled(current, code);
      const { mailbox, toAsk, isLost } = stepImpossible(current, attempt.step, clock.now());
      if (toAsk === 'creation') await queueProvisioning(outbox, mailbox);
      if (isLost) await queueComparison(outbox, mailbox.mailDomainId);
      return mailbox;
    });

  /** A mailbox that is to be off is looked for again as long as the provisioner may create it after all. */
  const isToBeLookedForAgain = ({ mailbox }: Attempt, error: DomainError): boolean =>
    error.code === 'mail_provisioner.not_found' &&
    isIn(mailbox, 'unanswered') &&
    mailbox.provisioning.change?.active === false &&
    mayAppear(mailbox.provisioning, clock.now(), carriedOutWithinMs);

  const fail = async (attempt: Attempt, error: unknown): Promise<JobOutcome> => {
    if (!(error instanceof DomainError)) throw error;
    if (isToBeLookedForAgain(attempt, error)) {
      await settle(attempt, (current) => current);
      return { retryInSeconds: carriedOutWithinMs / 1000 };
    }
    await note(attempt, error);
    const { step, mailbox } = attempt;
    const fields = { mailboxId: mailbox.id, step };
    const outcome = failAttempt(logger, 'the provisioner cannot change a mailbox for us', fields, error);
    return error.code === 'mail_provisioner.not_found' ? undefined : outcome;
  };

  return ({ mailboxId }) =>
    oneAttemptAfterTheOther({ begin: () => begin(mailboxId), ask: makeStep, settle: store, fail });
};

const makeSteps = ({ mailProvisioner, passwordHasher, mailSettings }: Deps) => {
  const changed = (outcome: ChangeMailboxOutcome): Result => {
    if (outcome.outcome === 'changed') return { outcome: 'done' };
    const failure =
      outcome.outcome === 'name_taken'
        ? ({ code: 'mailbox.display_name_taken', params: { holder: outcome.holder } } as const)
        : ({ code: 'mailbox.refused', params: { reason: outcome.reason } } as const);
    return { outcome: 'refused', failure };
  };

  /**
   * Whether the provisioner's mailbox at the address is the one from our unanswered request. That is stored before the
   * mailbox is changed there, since changes, and later requests, give it other names.
   */
  const identify = async ({ mailbox, mailDomain }: Attempt): Promise<Result> => {
    const { change, notedAbsentAt } = mailbox.provisioning;
    const held = await mailProvisioner.findMailbox({
      domain: mailDomain.name,
      localPart: mailbox.localPart,
    });
    if (!held) throw new DomainError('mail_provisioner.not_found', 'it was not created, or not yet');
    const isOurs = notedAbsentAt !== null && isNamedAs(held, [mailbox, ...earlierNames(change)]);
    return isOurs ? { outcome: 'identified' } : { outcome: 'not_ours', held };
  };

  return async (attempt: Attempt): Promise<Result> => {
    const { mailbox, mailDomain, step } = attempt;
    const { firstName, lastName, localPart } = mailbox;
    const ref = { domain: mailDomain.name, localPart };
    const address = mailboxAddress(localPart, mailDomain.name);
    if (step === 'activation') {
      const isUnknown = isIn(mailbox, 'unanswered') && mailbox.provisioning.change?.isIdentified !== true;
      if (isUnknown) return identify(attempt);
      return changed(
        await (mailbox.provisioning.change?.active === true
          ? mailProvisioner.enableMailbox({ ...ref, firstName, lastName })
          : mailProvisioner.disableMailbox(ref)),
      );
    }
    if (step === 'names')
      return changed(await mailProvisioner.renameMailbox({ ...ref, firstName, lastName }));
    if (step === 'password_reset') {
      const { password } = await mailProvisioner.resetPassword(ref);
      const passwordHash = await passwordHasher.hashGenerated(password);
      const told = { kind: 'password_reset', address, password } as const;
      const mail =
        mailSettings.linkPage === null
          ? ({ ...told, link: mailSettings.webmailUrl } as const)
          : ({ ...told, isOnPage: true } as const);
      return { outcome: 'done', passwordHash, mail };
    }
    if (mailSettings.linkPage !== null) {
      // Each use of the link gets a login code of its own. This one shows that the mailbox can be opened.
      await mailProvisioner.issueLoginCode(ref, TRIED_LOGIN_CODE_LIMITS);
      return { outcome: 'done', mail: { kind: 'login_link', address, isOnPage: true } };
    }
    const { code } = await mailProvisioner.issueLoginCode(ref, LOGIN_CODE_LIMITS);
    const loginLink = `${mailSettings.webmailUrl}/code/${encodeURIComponent(code)}`;
    return { outcome: 'done', mail: { kind: 'login_link', address, loginLink } };
  };
};
