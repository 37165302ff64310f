import { type AliasWarning, aliasWarnings } from '../../domain/alias/alias-warnings.ts';
import type { MailAlias } from '../../domain/alias/mail-alias.ts';
import { normalizeEmail } from '../../domain/shared/email-address.ts';
import { DomainError, type ErrorCode } from '../../domain/shared/errors.ts';
import type { MailAliasChangeId } from '../../domain/shared/ids.ts';
import type { Actor } from '../shared/actor.ts';
import type { Clock, IdGenerator } from '../shared/system.ts';
import type { Repositories, UnitOfWork } from '../unit-of-work.ts';
import { makeAskForAliases } from './ask-for-aliases.ts';
import { type AliasChangeOutcome, type AwaitAliasChanges, onlyOutcome } from './await-alias-changes.ts';

type Deps = {
  unitOfWork: UnitOfWork<
    Pick<
      Repositories,
      'mailDomains' | 'mailboxes' | 'mailAliases' | 'mailAliasChanges' | 'outbox' | 'signals' | 'storedCounts'
    >
  >;
  awaitAliasChanges: AwaitAliasChanges;
  clock: Clock;
  ids: IdGenerator;
};
type Input = { readonly slug: string; readonly localPart: string };
/** An alias that was made, and what may not be expected of it. */
export type MadeAlias = MailAlias & { readonly warnings: readonly AliasWarning[] };
type Made = Readonly<{ outcome: AliasChangeOutcome; alias: MadeAlias | undefined }>;

const makeCreation = ({ awaitAliasChanges, ids, ...deps }: Deps) => {
  const askForAliases = makeAskForAliases(deps);
  return async (
    actor: Actor,
    { slug, localPart }: Input,
    written: readonly string[],
  ): Promise<readonly Made[]> => {
    const destinations = written.map(normalizeEmail);
    const wanted = destinations.map((destination) => ({ id: ids.next<MailAliasChangeId>(), destination }));
    let place: Awaited<ReturnType<typeof askForAliases>> | undefined;
    const outcomes = await awaitAliasChanges(
      wanted.map(({ id }) => id),
      async () => {
        const asked = await askForAliases(actor, { slug, localPart, wanted });
        place = asked;
        return asked.changes;
      },
    );
    const asked = place;
    const aliases = asked
      ? await deps.unitOfWork.run(({ mailAliases }) =>
          mailAliases.listByLocalPart(asked.mailDomainId, asked.localPart),
        )
      : [];
    const { address = '', hasMailbox = false } = asked ?? {};
    const beside = { destinations: aliases.map(({ destination }) => destination), hasMailbox };
    return outcomes.map((outcome, index) => {
      const alias = aliases.find(({ destination }) => normalizeEmail(destination) === destinations[index]);
      const warnings = alias ? aliasWarnings(address, alias.destination, beside) : [];
      return { outcome, alias: alias && { ...alias, warnings } };
    });
  };
};

const gone = () => new DomainError('alias.not_found', 'The alias is gone');

export type CreateAlias = (
  actor: Actor,
  input: Input & { readonly destination: string },
) => Promise<MadeAlias>;

/**
 * Forwards an address of an enabled domain to a destination, first at the provisioner. An alias that it has already is
 * adopted.
 *
 * @throws DomainError of `makeAskForAliases`, `alias.refused` (params: `reason`), `alias.superseded`, or of the
 *   provisioner (`mail_provisioner.…`), which is then asked again
 */
export const makeCreateAlias = (deps: Deps): CreateAlias => {
  const create = makeCreation(deps);
  return async (actor, { destination, ...input }) => {
    const made = await create(actor, input, [destination]);
    onlyOutcome(made.map(({ outcome }) => outcome));
    const alias = made[0]?.alias;
    if (!alias) throw gone();
    return alias;
  };
};

/** The outcome for one of several destinations. `waiting`: made as soon as the provisioner can be asked. */
export type AliasCreation = Readonly<{ destination: string }> &
  (
    | { readonly outcome: 'created'; readonly alias: MadeAlias }
    | {
        readonly outcome: 'refused' | 'waiting';
        readonly code: ErrorCode;
        readonly params: Readonly<Record<string, string>>;
      }
  );
export type CreateAliases = (
  actor: Actor,
  input: Input & { readonly destinations: readonly string[] },
) => Promise<readonly AliasCreation[]>;

/**
 * As `CreateAlias`, for several destinations of one local part. All are requested, or none; each has its own outcome.
 *
 * @throws DomainError of `makeAskForAliases`
 */
export const makeCreateAliases = (deps: Deps): CreateAliases => {
  const create = makeCreation(deps);
  return async (actor, { destinations, ...input }) => {
    const made = await create(actor, input, destinations);
    return made.map(({ outcome, alias }, index) => {
      const destination = normalizeEmail(destinations[index] ?? '');
      if (outcome.isDone && alias) return { destination, outcome: 'created', alias };
      const { code, params, isKept } = outcome.isDone ? gone() : outcome.failure;
      return { destination, outcome: isKept ? 'waiting' : 'refused', code, params };
    });
  };
};
