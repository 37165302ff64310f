import { earlierNames, type MailboxNames } from '../../../domain/mailbox/mailbox-change.ts';
import type { MailboxFacts } from '../../../domain/provisioning/drift.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type {
  CreateMailboxOutcome,
  MailProvisioner,
  ProvisionedMailbox,
} from '../../provisioning/mail-provisioner.ts';
import type { ProvisionerSight } from '../../provisioning/provisioner-sight.ts';
import { type Done, type HasTime, oneByOne } from '../../shared/jobs/in-turns.ts';
import type { PasswordHasher } from '../../shared/password-hasher.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { type Attempt, mayBeOurs, noteAbsent } from './provisioning-attempt.ts';

type Deps = {
  unitOfWork: UnitOfWork<Pick<Repositories, 'mailboxes'>>;
  mailProvisioner: MailProvisioner;
  passwordHasher: PasswordHasher;
};

/** The address belongs to another mailbox; `held`: its names and state, as far as known. */
export type AddressTaken = { readonly outcome: 'address_taken'; readonly held: MailboxFacts | null };
export type Refusal = Exclude<CreateMailboxOutcome, { outcome: 'created' | 'address_taken' }> | AddressTaken;
/** `superseded`: a later attempt is under way; the provisioner was not asked. */
type Result =
  | Refusal
  | { readonly outcome: 'superseded' }
  | { readonly outcome: 'created'; readonly password: string };
/** The result of an attempt. */
export type Answer = Readonly<{
  attempt: Attempt;
  result:
    | Exclude<Result, { outcome: 'created' }>
    | Readonly<{ outcome: 'created'; password: string; passwordHash: string }>;
}>;

/** `undone`: attempts that were not made. */
export type Asked = Done<Answer> & Readonly<{ undone: readonly Attempt[] }>;

export type AskForMailboxes = (
  attempts: readonly Attempt[],
  hasTime: HasTime,
  /** What this turn has seen of the domain at the provisioner, and how many mailboxes wait behind these at least. */
  turn: Readonly<{ sight: ProvisionerSight; waiting: number }>,
) => Promise<Asked>;

/**
 * Has the provisioner create mailboxes, one after the other, until one fails. Before the first request for a mailbox, it
 * is noted that its address is free at the provisioner; a mailbox found there is a stranger's. After an attempt whose
 * answer was lost, the provisioner's mailbox is looked up first, so that each mailbox is created once.
 */
export const makeAskForMailboxes = ({
  unitOfWork,
  mailProvisioner,
  passwordHasher,
}: Deps): AskForMailboxes => {
  /** The mailbox that an earlier attempt created; its password was lost with the answer, so it gets a new one. */
  const adopt = async ({ mailbox, mailDomain }: Attempt): Promise<Result | undefined> => {
    const ref = { domain: mailDomain.name, localPart: mailbox.localPart };
    const held = await mailProvisioner.findMailbox(ref);
    if (!held) return undefined;
    if (!isNamedAs(held, [mailbox, ...earlierNames(mailbox.provisioning.change)])) {
      const { firstName, lastName } = held;
      const facts = { firstName: firstName ?? '', lastName: lastName ?? '', isActive: null };
      return { outcome: 'address_taken', held: facts };
    }
    return { outcome: 'created', ...(await mailProvisioner.resetPassword(ref)) };
  };

  const create = async ({ mailbox, mailDomain }: Attempt): Promise<Result> => {
    const { firstName, lastName, localPart } = mailbox;
    const created = await mailProvisioner.createMailbox({
      domain: mailDomain.name,
      localPart,
      firstName,
      lastName,
    });
    return created.outcome === 'address_taken' ? { ...created, held: null } : created;
  };

  /** Creates a mailbox that an earlier attempt may have created. */
  const claim = async (attempt: Attempt): Promise<Result> => {
    const adopted = await adopt(attempt);
    if (adopted) return adopted;
    const created = await create(attempt);
    // The provisioner may have carried out an earlier, abandoned attempt since the look-up.
    return (created.outcome === 'address_taken' ? await adopt(attempt) : undefined) ?? created;
  };

  const ask = async (attempt: Attempt, sight: ProvisionerSight): Promise<Answer> => {
    const seen = sight.at(attempt.mailbox.localPart);
    const isTaken = !mayBeOurs(attempt) && seen?.is === 'there';
    const result: Result = isTaken
      ? { outcome: 'address_taken', held: seen.facts }
      : await (mayBeOurs(attempt) ? claim(attempt) : create(attempt));
    if (result.outcome !== 'created') return { attempt, result };
    const passwordHash = await passwordHasher.hashGenerated(result.password);
    return { attempt, result: { ...result, passwordHash } };
  };

  /**
   * Looks up mailboxes that no attempt can have created yet, and notes which are absent. Superseded attempts are left
   * out.
   */
  const look = async (
    attempts: readonly Attempt[],
    { sight, waiting }: Parameters<AskForMailboxes>[2],
  ): Promise<ReadonlyMap<MailboxId, Attempt>> => {
    const isNoted = (attempt: Attempt) =>
      mayBeOurs(attempt) || attempt.mailbox.provisioning.notedAbsentAt !== null;
    const unnoted = attempts.filter((attempt) => !isNoted(attempt));
    await sight.look(
      unnoted.map(({ mailbox: { localPart } }) => localPart),
      waiting,
    );
    const absent = unnoted.filter(({ mailbox }) => sight.at(mailbox.localPart)?.is === 'absent');
    const noted =
      absent.length === 0 ? [] : await unitOfWork.run((stores) => noteAbsent(stores, absent, sight));
    const superseded = new Set(absent.map(({ mailbox }) => mailbox.id));
    for (const { mailbox } of noted) superseded.delete(mailbox.id);
    const known = [...attempts, ...noted].filter(({ mailbox }) => !superseded.has(mailbox.id));
    return new Map(known.map((attempt) => [attempt.mailbox.id, attempt]));
  };

  return async (attempts, hasTime, turn) => {
    try {
      const looked = await look(attempts, turn);
      return await oneByOne(attempts, hasTime, async (attempt): Promise<Answer> => {
        const known = looked.get(attempt.mailbox.id);
        return known ? ask(known, turn.sight) : { attempt, result: { outcome: 'superseded' } };
      });
    } catch (error) {
      return { answers: [], failure: { error }, undone: attempts.slice(1) };
    }
  };
};

/** Whether the mailbox at the provisioner has one of these names; functional mailboxes may have none. */
export const isNamedAs = (held: ProvisionedMailbox, names: readonly MailboxNames[]): boolean =>
  names.some((name) => (held.firstName ?? '') === name.firstName && (held.lastName ?? '') === name.lastName);
