import type { AuditAuthor } from '../../../domain/audit/audit-entry.ts';
import type { MailDomain } from '../../../domain/mail-domain/mail-domain.ts';
import { ensureMay } from '../../../domain/mail-domain/mail-domain-access.ts';
import { type DriftLine, type DriftResolution, refusalOf } from '../../../domain/provisioning/drift.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { DriftLineId, MailDomainId } from '../../../domain/shared/ids.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock } from '../../shared/system.ts';
import type { UnitOfWork } from '../../unit-of-work.ts';
import { eventOfMany, eventOfOne } from './audit-of-settling.ts';
import type { ConfirmDrift } from './confirm-drift.ts';
import { noSuchLine, type SettleDrift, type SettlingStores } from './settle-drift.ts';
import type { Settling } from './settled-line.ts';

type Deps = {
  unitOfWork: UnitOfWork<SettlingStores>;
  settleDrift: SettleDrift;
  confirmDrift: ConfirmDrift;
  clock: Clock;
};
type Choice = { readonly id: DriftLineId; readonly resolution: DriftResolution };

/** Locks the domain for a person who may settle its lines. */
type Lock = (stores: SettlingStores) => Promise<MailDomain>;

/** What became of one of several lines; `address` and `destination` are null when there is no such line. */
export type DriftOutcome = Readonly<{
  id: DriftLineId;
  address: string | null;
  destination: string | null;
}> &
  (
    | {
        /** `waiting`: done as soon as the provisioner has been asked. */
        readonly outcome: 'settled' | 'waiting';
      }
    | { readonly outcome: 'refused'; readonly failure: DomainError }
  );

/** Of several lines at once, how often somebody else may take a name or an address in between. */
const MOST_TRIES = 3;

const makeResolve = ({ unitOfWork, settleDrift, confirmDrift, clock }: Deps) => {
  const hold = async (stores: SettlingStores, lock: Lock): Promise<MailDomain> => {
    const mailDomain = await lock(stores);
    await stores.drift.hold(mailDomain.id);
    return mailDomain;
  };

  /** Settles the lines and writes the entry of the audit log; several are tried again when one was in a race. */
  const settle = async (
    author: AuditAuthor,
    lock: Lock,
    { lines, resolution, isOne }: Selection,
    tries = 1,
  ): Promise<ReadonlyMap<DriftLineId, Settling>> => {
    try {
      return await unitOfWork.run(async (stores) => {
        const mailDomain = await hold(stores, lock);
        const settled = await settleDrift(stores, author, { mailDomain, lines, resolution });
        const about = { mailDomain, author, at: clock.now() };
        const event = isOne
          ? eventOfOne(about, { lines, resolution, settled })
          : eventOfMany(about, { lines, resolution, settled });
        if (event) await stores.audit.append(author, event);
        return settled;
      });
    } catch (error) {
      const isRace = error instanceof DomainError && TAKEN.includes(error.code);
      if (isOne || !isRace || tries === MOST_TRIES) throw error;
      return settle(author, lock, { lines, resolution, isOne }, tries + 1);
    }
  };

  /**
   * The provisioner is asked between two transactions, so that none waits for it; the second one reads everything again.
   */
  return async (
    author: AuditAuthor,
    { ids, resolution, isOne }: Wanted,
    lock: Lock,
  ): Promise<readonly DriftOutcome[]> => {
    const [known, lines] = await unitOfWork.run(async (stores) => {
      const mailDomain = await hold(stores, lock);
      return [mailDomain, await stores.drift.lockLines(mailDomain.id, ids)] as const;
    });
    const applicable = lines.filter((line) => !refusalOf(line, resolution));
    const refused = await confirmDrift(known, applicable, resolution);
    const right = applicable.filter(({ id }) => !refused.has(id));
    const settled: ReadonlyMap<DriftLineId, Settling> =
      right.length === 0 ? new Map() : await settle(author, lock, { lines: right, resolution, isOne });
    const byId = new Map(lines.map((line) => [line.id, line]));
    return ids.map((id) => {
      const line = byId.get(id);
      const result: Settling =
        refused.get(id) ?? settled.get(id) ?? (line && refusalOf(line, resolution)) ?? noSuchLine();
      const about = { id, address: line?.address ?? null, destination: line?.destination ?? null };
      return result instanceof DomainError
        ? { ...about, outcome: 'refused', failure: result }
        : { ...about, outcome: result.isWaiting ? 'waiting' : 'settled' };
    });
  };
};

type Wanted = Readonly<{ ids: readonly DriftLineId[]; resolution: DriftResolution; isOne: boolean }>;
type Selection = Readonly<{ lines: readonly DriftLine[]; resolution: DriftResolution; isOne: boolean }>;

const TAKEN: readonly string[] = ['mailbox.name_taken', 'mailbox.address_taken'];

const asMember =
  (actor: Actor, slug: string): Lock =>
  async ({ mailDomains }) => {
    const found = await mailDomains.holdBySlugFor(slug, actor.userId);
    if (!found) throw new DomainError('mail_domain.not_found', 'No such mail domain');
    ensureMay(found.role, 'post');
    return found.mailDomain;
  };

/** The outcome of the only line. @throws DomainError when it is refused */
function onlyOutcome([outcome]: readonly DriftOutcome[]): 'settled' | 'waiting' {
  if (!outcome) throw noSuchLine();
  if (outcome.outcome === 'refused') throw outcome.failure;
  return outcome.outcome;
}

export type ResolveDrift = (
  actor: Actor,
  input: Choice & { readonly slug: string },
) => Promise<'settled' | 'waiting'>;

/**
 * Settles one line of a domain's report, for its administrators and owners.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`, and those of `SettleDrift` and `ConfirmDrift`
 */
export const makeResolveDrift = (deps: Deps): ResolveDrift => {
  const resolve = makeResolve(deps);
  return async (actor, { slug, id, resolution }) =>
    onlyOutcome(await resolve(actor, { ids: [id], resolution, isOne: true }, asMember(actor, slug)));
};

export type ResolveDriftLines = (
  actor: Actor,
  input: {
    readonly slug: string;
    readonly ids: readonly DriftLineId[];
    readonly resolution: DriftResolution;
  },
) => Promise<readonly DriftOutcome[]>;

/**
 * As `ResolveDrift`, for several lines, each with an outcome of its own, in their order and once each. What is done is
 * done in one transaction, with one entry of the audit log that has the lines.
 *
 * @throws DomainError `mail_domain.not_found`, `mail_domain.action_forbidden`; when others keep taking the names,
 *   `mailbox.name_taken`
 */
export const makeResolveDriftLines = (deps: Deps): ResolveDriftLines => {
  const resolve = makeResolve(deps);
  return (actor, { slug, ids, resolution }) =>
    resolve(actor, { ids: [...new Set(ids)], resolution, isOne: false }, asMember(actor, slug));
};

export type ResolveDriftAsOperator = (
  author: AuditAuthor,
  input: Choice & { readonly mailDomainId: MailDomainId },
) => Promise<void>;

/** As `ResolveDrift`, for operators. @throws DomainError `mail_domain.not_found`, … */
export const makeResolveDriftAsOperator = (deps: Deps): ResolveDriftAsOperator => {
  const resolve = makeResolve(deps);
  return async (author, { mailDomainId, id, resolution }) => {
    const outcomes = await resolve(
      author,
      { ids: [id], resolution, isOne: true },
      async ({ mailDomains }) => {
        const mailDomain = await mailDomains.lock(mailDomainId);
        if (!mailDomain) throw new DomainError('mail_domain.not_found', 'No such mail domain');
        return mailDomain;
      },
    );
    onlyOutcome(outcomes);
  };
};
