import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { type Mailbox, newMailbox } from '../../../domain/mailbox/mailbox.ts';
import { changeOf } from '../../../domain/mailbox/provisioning.ts';
import {
  type Decision,
  disabled,
  enabled,
  renamed,
} from '../../../domain/mailbox/provisioning-transitions.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { JobHandler } from '../../shared/jobs/job.ts';
import type { Logger } from '../../shared/logger.ts';
import { mailboxTopic } from '../../shared/mail-topics.ts';
import type { SignalSubscription, Signals } from '../../shared/signals.ts';
import type { Clock, IdGenerator } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { jobAsking } from '../mailbox-jobs.ts';
import type {
  SyntheticCheck,
  SyntheticCheckReport,
  SyntheticOutcome,
  SyntheticStep,
} from './synthetic-check.ts';

type Stores = Pick<Repositories, 'mailDomains' | 'mailboxes' | 'outbox'>;
type Deps = Readonly<{
  unitOfWork: UnitOfWork<Stores>;
  signals: Signals;
  clock: Clock;
  ids: IdGenerator;
  logger: Logger;
  /** Undefined where the mail service is not tried. */
  syntheticCheck: SyntheticCheck | undefined;
  syntheticCheckReport: SyntheticCheckReport;
}>;

/** A step that was asked for. */
type Asked = Readonly<{ mailbox: Mailbox; step: SyntheticStep; at: Date }>;

const FIRST_NAME = 'Check';

/** The mail service deletes no mailbox: one a day is made, and enabled again by all later checks of that day. */
const localPartOf = (at: Date): string => `regie-check-${at.toISOString().slice(0, 10)}`;

/** Unlike that of every mailbox of the checks of other days: display names are unique in a domain. */
const lastNameOf = (at: Date): string => at.toISOString().slice(0, 19).replace('T', ' ').replaceAll(':', '.');

const isSettled = (mailbox: Mailbox, step: SyntheticStep): boolean =>
  changeOf(mailbox) === null && mailbox.status === (step === 'disabled' ? 'disabled' : 'enabled');

/**
 * Tries the mail service from end to end: has a mailbox made or enabled, renamed and disabled in a domain that is there for
 * it, the way people's requests go, and reports how long each step takes. Stops at the first that does not end well. What
 * these mailboxes are for is plain from their address: nothing of it is in the audit log.
 */
export const makeCheckMailService = (deps: Deps): JobHandler<'check_mail_service'> => {
  const { unitOfWork, signals, clock, ids, logger, syntheticCheck, syntheticCheckReport } = deps;

  const ask = async ({ outbox }: Stores, { mailbox, toAsk }: Decision, mailDomain: MailDomain) => {
    const asking = jobAsking(toAsk, mailbox, mailDomain);
    if (asking) await outbox.append(asking.job, { key: asking.key });
  };

  /** The mailbox of today, to be made or enabled; undefined without a domain where that is possible. */
  const begin = (slug: string): Promise<Asked | undefined> =>
    unitOfWork.run(async (stores) => {
      const at = clock.now();
      const mailDomain = await stores.mailDomains.lockBySlug(slug);
      if (mailDomain?.status !== 'enabled') return undefined;
      const localPart = localPartOf(at);
      const [before] = await stores.mailboxes.listByLocalParts(mailDomain.id, [localPart]);
      const step = before ? 'enabled' : 'made';
      const decision = before
        ? enabled({ ...before, updatedAt: at }, at)
        : ({
            mailbox: newMailbox(
              { id: ids.next<MailboxId>(), mailDomainId: mailDomain.id, issuerId: null, createdAt: at },
              { kind: 'functional', firstName: FIRST_NAME, lastName: lastNameOf(at), localPart },
            ),
            toAsk: 'creation',
          } as const);
      if (before) await stores.mailboxes.update(decision.mailbox);
      else await stores.mailboxes.insert(decision.mailbox);
      await ask(stores, decision, mailDomain);
      return { mailbox: decision.mailbox, step, at };
    });

  const goOn = (
    { id, mailDomainId }: Mailbox,
    step: SyntheticStep,
    decide: (mailbox: Mailbox, at: Date) => Decision,
  ): Promise<Asked | undefined> =>
    unitOfWork.run(async (stores) => {
      const at = clock.now();
      const mailDomain = await stores.mailDomains.find(mailDomainId);
      const before = await stores.mailboxes.lock(id);
      if (!before || !mailDomain) return undefined;
      const decision = decide({ ...before, updatedAt: at }, at);
      await stores.mailboxes.update(decision.mailbox);
      await ask(stores, decision, mailDomain);
      return { mailbox: decision.mailbox, step, at };
    });

  const outcomeOf = async (
    { mailbox, step, at }: Asked,
    subscription: SignalSubscription,
    lateAfterMs: number,
  ): Promise<SyntheticOutcome> => {
    for (;;) {
      const current = await unitOfWork.run(({ mailboxes }) => mailboxes.find(mailbox.id));
      if (!current || current.status === 'failed') return 'refused';
      const { changeRevision, changeFailure } = current.provisioning;
      if (changeFailure?.revision === changeRevision) return 'refused';
      if (isSettled(current, step)) return 'done';
      const left = at.getTime() + lateAfterMs - clock.now().getTime();
      if (left <= 0) return 'late';
      await subscription.next(left);
    }
  };

  const follow = async (asked: Asked, lateAfterMs: number): Promise<boolean> => {
    const { mailbox, step, at } = asked;
    const subscription = await signals.subscribe(mailboxTopic(mailbox.id));
    try {
      const outcome = await outcomeOf(asked, subscription, lateAfterMs);
      syntheticCheckReport.report(step, outcome, (clock.now().getTime() - at.getTime()) / 1000);
      if (outcome !== 'done') logger.warn('the mail service did not pass a check', { step, outcome });
      return outcome === 'done';
    } finally {
      subscription.close();
    }
  };

  return async () => {
    if (!syntheticCheck) return undefined;
    const { slug, lateAfterMs } = syntheticCheck;
    const first = await begin(slug);
    if (!first) {
      logger.warn('the mail service is not checked: its domain is not enabled', { slug });
      syntheticCheckReport.report('made', 'refused', 0);
      return undefined;
    }
    const { mailbox } = first;
    if (!(await follow(first, lateAfterMs))) return undefined;
    const changed = await goOn(mailbox, 'changed', (before, at) => {
      const names = { firstName: FIRST_NAME, lastName: lastNameOf(at) };
      return { mailbox: renamed(before, names, at), toAsk: 'names' };
    });
    if (!changed || !(await follow(changed, lateAfterMs))) return undefined;
    const last = await goOn(mailbox, 'disabled', disabled);
    if (last) await follow(last, lateAfterMs);
    return undefined;
  };
};
