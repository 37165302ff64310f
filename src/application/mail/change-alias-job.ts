import type { AuditAction } from '../../domain/audit/audit-action.ts';
import type { MailAliasChange, MailAliasChangeState } from '../../domain/mail/mail-alias-change.ts';
import type { MailDomain } from '../../domain/mail/mail-domain.ts';
import type { ProvisionerTroubleCode } from '../../domain/mail/mailbox-wish.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId, MailAliasId } from '../../domain/shared/ids.ts';
import type { JobHandler } from '../jobs/job.ts';
import type { Logger } from '../ports/logger.ts';
import type { MailProvisioner } from '../ports/mail-provisioner.ts';
import type { Clock } from '../ports/system.ts';
import type { Repositories, UnitOfWork } from '../ports/unit-of-work.ts';
import { aboutAlias } from './about-alias.ts';
import { aliasChangeTopic } from './mail-topics.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailAliases' | 'mailAliasChanges' | 'audit' | 'signals'>;
type Deps = {
  unitOfWork: UnitOfWork<Stores>;
  mailProvisioner: MailProvisioner;
  clock: Clock;
  logger: Logger;
};
type Open = Readonly<{ change: MailAliasChange; mailDomain: MailDomain }>;
type Over = Exclude<MailAliasChangeState, { state: 'open' }>;

/** An outcome that old has no request waiting to read it. */
const ABANDONED_AFTER_SECONDS = 10 * 60;
const SECONDS_UNTIL_OPERATORS_ACT = 60;

/**
 * Asks the provisioner for a change of aliases, then makes it here, in the name of whoever asked. All it asks may be
 * asked again: what is there already is adopted, what is gone already is gone.
 */
export const makeChangeAliasJob = (deps: Deps): JobHandler<'change_alias'> => {
  const { unitOfWork, clock, logger } = deps;

  /** The change, if it is still to be made; one that is over and was never read is forgotten. */
  const takeUp = (id: MailAliasChangeId): Promise<Open | undefined> =>
    unitOfWork.run(async ({ mailDomains, mailAliasChanges }) => {
      const change = await mailAliasChanges.lock(id);
      if (!change) return undefined;
      const mailDomain = await mailDomains.find(change.mailDomainId);
      if (change.progress.state === 'open' && mailDomain) return { change, mailDomain };
      const age = clock.now().getTime() - change.updatedAt.getTime();
      if (age >= ABANDONED_AFTER_SECONDS * 1000) await mailAliasChanges.delete(id);
      return undefined;
    });

  const settle = (
    { change: { id } }: Open,
    progressOf: (current: MailAliasChange, stores: Stores, at: Date) => Promise<MailAliasChangeState>,
  ): Promise<void> =>
    unitOfWork.run(async (stores) => {
      const current = await stores.mailAliasChanges.lock(id);
      if (current?.progress.state !== 'open') return;
      const at = clock.now();
      const progress = await progressOf(current, stores, at);
      await stores.mailAliasChanges.update({ ...current, progress, updatedAt: at });
      await stores.signals.publish(aliasChangeTopic(id));
    });

  return async ({ changeId }) => {
    const open = await takeUp(changeId);
    if (!open) return undefined;
    try {
      const outcome = await ask(deps.mailProvisioner, open);
      await settle(open, async (current, stores, at) => {
        if (outcome.state === 'done') await carryOver(stores, open.mailDomain, current, at);
        return outcome;
      });
      return { retryInSeconds: ABANDONED_AFTER_SECONDS };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const trouble = error.code as ProvisionerTroubleCode;
      await settle(open, async ({ progress }) => {
        const attempts = progress.state === 'open' ? progress.attempts + 1 : 1;
        return { state: 'open', attempts, trouble };
      });
      if (error.kind === 'unavailable') throw error;
      logger.error('the provisioner cannot change an alias for us', { changeId, code: error.code }, error);
      return { retryInSeconds: SECONDS_UNTIL_OPERATORS_ACT };
    }
  };
};

/** What the provisioner makes of a change. @throws DomainError `mail_provisioner.…` */
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

/** Makes a change here that the provisioner has made, and tells the audit log. */
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
  await audit.append(author, { ...aboutAlias(change, mailDomain, author), at, action, details });
}
