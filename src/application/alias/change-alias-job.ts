import {
  lateCreationsOf,
  type MailAliasChange,
  type MailAliasChangeState,
  waitsFor,
  wasRefused,
} from '../../domain/alias/mail-alias-change.ts';
import type { AuditAction } from '../../domain/audit/audit-action.ts';
import type { MailDomain } from '../../domain/mail-domain/mail-domain.ts';
import type { ProvisionerTroubleCode } from '../../domain/mailbox/mailbox-change.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId, MailAliasId } from '../../domain/shared/ids.ts';
import { addressAuditSubject } from '../mail-domain/address-audit-subject.ts';
import type { MailProvisioner } from '../provisioning/mail-provisioner.ts';
import { queueComparison } from '../provisioning/queue-comparison.ts';
import { oneAttemptAfterTheOther } from '../shared/jobs/attempts.ts';
import { failAttempt } from '../shared/jobs/fail-attempt.ts';
import type { JobHandler, JobOutcome } from '../shared/jobs/job.ts';
import type { Logger } from '../shared/logger.ts';
import { aliasChangeTopic } from '../shared/mail-topics.ts';
import type { Clock } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';

type Stores = Pick<
  Repositories,
  'mailDomains' | 'mailAliases' | 'mailAliasChanges' | 'audit' | 'signals' | 'outbox'
>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  mailProvisioner: MailProvisioner;
  clock: Clock;
  logger: Logger;
  /** Within how many milliseconds the provisioner carries out a call whose answer we stopped waiting for, if it does. */
  carriedOutWithinMs: number;
};
/** A change to be made. `isAwaited`: it is not the job's own change, but an earlier one that must be made first. */
type Open = Readonly<{ change: MailAliasChange; mailDomain: MailDomain; isAwaited: boolean }>;
type Over = Exclude<MailAliasChangeState, { state: 'open' }>;

/** After this time, no request is waiting to read an outcome. */
const ABANDONED_AFTER_SECONDS = 10 * 60;
/** So long, people see what was refused while no request waited. */
const REFUSAL_SHOWN_SECONDS = 7 * 86_400;
/**
 * Asks the provisioner for a change of aliases, then makes it here, in the name of the requester. Every request may be
 * repeated: an alias that exists already is adopted, one that is absent already counts as removed. Where order matters,
 * earlier changes are made first, by the same job if need be.
 */
export const makeChangeAliasJob = (deps: Deps): JobHandler<'change_alias'> => {
  const { unitOfWork, clock, logger, carriedOutWithinMs } = deps;

  /** The next change to make; a finished change that was never read is deleted in the end. */
  const begin = (id: MailAliasChangeId): Promise<{ attempt: Open } | { over: JobOutcome }> =>
    unitOfWork.run(async ({ mailDomains, mailAliasChanges }) => {
      const own = await mailAliasChanges.find(id);
      const mailDomain = own && (await mailDomains.find(own.mailDomainId));
      if (!own || !mailDomain) return { over: undefined };
      // Changes are locked in the same order as by requests.
      const open = await mailAliasChanges.lockOpen(own.mailDomainId, [own.localPart]);
      if (open.some((other) => other.id === id)) {
        const awaited = open.find((other) => waitsFor(own, other));
        return { attempt: { change: awaited ?? own, mailDomain, isAwaited: awaited !== undefined } };
      }
      const age = clock.now().getTime() - own.updatedAt.getTime();
      const kept = wasRefused(own) ? REFUSAL_SHOWN_SECONDS : ABANDONED_AFTER_SECONDS;
      if (age < kept * 1000) return { over: { retryInSeconds: Math.ceil(kept - age / 1000) } };
      await mailAliasChanges.delete([id]);
      return { over: undefined };
    });

  const settle = (
    id: MailAliasChangeId,
    progressOf: (current: MailAliasChange, stores: Stores, at: Date) => Promise<MailAliasChangeState>,
    tooLate: (current: MailAliasChange | undefined, stores: Stores) => Promise<void> = async () => undefined,
  ): Promise<void> =>
    unitOfWork.run(async (stores) => {
      const current = await stores.mailAliasChanges.lock(id);
      if (current?.progress.state !== 'open') {
        await tooLate(current, stores);
        return;
      }
      const at = clock.now();
      const progress = await progressOf(current, stores, at);
      await stores.mailAliasChanges.update([{ ...current, progress, updatedAt: at }]);
      await stores.signals.publish(aliasChangeTopic(id));
    });

  /** A change that was withdrawn while the provisioner made it: the next comparison shows the difference. */
  const store = (open: Open, outcome: Over): Promise<void> =>
    settle(
      open.change.id,
      async (current, stores, at) => {
        if (outcome.state !== 'done') return outcome;
        await carryOver(stores, open.mailDomain, current, at);
        const { kind, mailDomainId, localPart } = current;
        const destinations = kind === 'creation' ? [] : lateCreationsOf(current);
        if (destinations.length > 0) {
          await stores.outbox.append(
            { name: 'remove_late_aliases', mailDomainId, localPart, destinations },
            { runAt: new Date(at.getTime() + carriedOutWithinMs) },
          );
        }
        return outcome;
      },
      async (current, { outbox }) => {
        const wasWithdrawn =
          current === undefined ||
          (current.progress.state === 'refused' && current.progress.code === 'alias.withdrawn');
        if (outcome.state === 'done' && wasWithdrawn) await queueComparison(outbox, open.change.mailDomainId);
      },
    );

  const noteTrouble = (id: MailAliasChangeId, trouble: ProvisionerTroubleCode): Promise<void> =>
    settle(id, async ({ progress }) => {
      return progress.state === 'open'
        ? { ...progress, attempts: progress.attempts + 1, trouble }
        : { state: 'open', attempts: 1, trouble };
    });

  return ({ changeId }) =>
    oneAttemptAfterTheOther({
      begin: () => begin(changeId),
      ask: (open) => ask(deps.mailProvisioner, open),
      settle: store,
      fail: async ({ change, isAwaited }, error) => {
        if (!(error instanceof DomainError)) throw error;
        const trouble = error.code as ProvisionerTroubleCode;
        await noteTrouble(change.id, trouble);
        if (isAwaited) await noteTrouble(changeId, trouble);
        return failAttempt(logger, 'the provisioner cannot change an alias for us', { changeId }, error);
      },
    });
};

/** Asks the provisioner for a change. @throws DomainError `mail_provisioner.…` */
async function ask(provisioner: MailProvisioner, { change, mailDomain }: Open): Promise<Over> {
  const { kind, localPart, destination } = change;
  const address = { domain: mailDomain.name, localPart };
  const answer =
    kind === 'creation'
      ? await provisioner.createAlias({ ...address, destination: destination ?? '' })
      : destination === null
        ? await provisioner.removeAliases(address)
        : await provisioner.removeAlias({ ...address, destination });
  if (answer.outcome === 'refused') {
    return { state: 'refused', code: 'alias.refused', params: { reason: answer.reason } };
  }
  return { state: 'done', wasAbsent: answer.outcome === 'absent' };
}

/** Makes a change here that the provisioner has made, and audits it. */
async function carryOver(
  { mailAliases, audit }: Stores,
  mailDomain: MailDomain,
  change: MailAliasChange,
  at: Date,
): Promise<void> {
  const { id, mailDomainId, kind, localPart, destination, author } = change;
  if (kind === 'creation') {
    const alias = {
      id: id as string as MailAliasId,
      mailDomainId,
      localPart,
      destination: destination ?? '',
    };
    await mailAliases.insertIfAbsent({ ...alias, createdAt: change.createdAt, updatedAt: at });
  } else {
    await mailAliases.remove(mailDomainId, localPart, destination);
  }
  const action: AuditAction = kind === 'creation' ? 'mail_alias.created' : 'mail_alias.deleted';
  const details = { destination: destination ?? 'all' };
  await audit.append(author, { ...addressAuditSubject(change, mailDomain, author), at, action, details });
}
