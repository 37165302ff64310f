import { type Done, type HasTime, oneByOne } from '../jobs/in-turns.ts';
import type { CreateMailboxOutcome, MailProvisioner } from '../ports/mail-provisioner.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { Attempt } from './provisioning-attempt.ts';

type Deps = { mailProvisioner: MailProvisioner; passwordHasher: PasswordHasher };

type Refusal = Exclude<CreateMailboxOutcome, { outcome: 'created' }>;
/** What came of an attempt. */
export type Answer = Readonly<{
  attempt: Attempt;
  result: Refusal | Readonly<{ outcome: 'created'; password: string; passwordHash: string }>;
}>;

/** `undone`: those that were not asked for. */
export type Asked = Done<Answer> & Readonly<{ undone: readonly Attempt[] }>;

export type AskForMailboxes = (attempts: readonly Attempt[], hasTime: HasTime) => Promise<Asked>;

/**
 * Has the provisioner create mailboxes, one after the other, until one cannot be had. What the provisioner holds is looked
 * up before any attempt that follows one whose answer was lost, so that a mailbox is created once.
 */
export const makeAskForMailboxes = ({ mailProvisioner, passwordHasher }: Deps): AskForMailboxes => {
  /** The mailbox an earlier attempt created; its password was lost with the answer, so it gets a new one. */
  const adopt = async ({ mailbox, mailDomain }: Attempt): Promise<CreateMailboxOutcome | undefined> => {
    const ref = { domain: mailDomain.name, localPart: mailbox.localPart };
    const held = await mailProvisioner.findMailbox(ref);
    if (!held) return undefined;
    const isOurs = [mailbox, mailbox.change?.formerNames].some(
      (names) => (held.firstName ?? '') === names?.firstName && (held.lastName ?? '') === names.lastName,
    );
    if (!isOurs) return { outcome: 'address_taken' };
    return { outcome: 'created', ...(await mailProvisioner.resetPassword(ref)) };
  };

  const create = async (attempt: Attempt): Promise<CreateMailboxOutcome> => {
    const { mailbox, mailDomain, former } = attempt;
    const mayExist = former.provisioningStartedAt !== null;
    const adopted = mayExist ? await adopt(attempt) : undefined;
    if (adopted) return adopted;
    const { firstName, lastName, localPart } = mailbox;
    const names = { domain: mailDomain.name, localPart, firstName, lastName };
    const created = await mailProvisioner.createMailbox(names);
    // An earlier attempt that we stopped waiting for may have been carried out since we looked.
    const isLate = mayExist && created.outcome === 'address_taken';
    return (isLate ? await adopt(attempt) : undefined) ?? created;
  };

  const ask = async (attempt: Attempt): Promise<Answer> => {
    const result = await create(attempt);
    if (result.outcome !== 'created') return { attempt, result };
    const passwordHash = await passwordHasher.hashGenerated(result.password);
    return { attempt, result: { ...result, passwordHash } };
  };

  return (attempts, hasTime) => oneByOne(attempts, hasTime, ask);
};
