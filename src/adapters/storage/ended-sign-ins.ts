import type { EndedSignIn } from '../../application/identity/provider/openid-sessions.ts';
import type { MailboxId } from '../../domain/shared/ids.ts';

/** A client of a session as it is stored. */
export type StoredClient = Readonly<{ clientId: string; sid: string | null; grantKey: string | null }>;

/** What tells, of a deleted record, who was signed in where. */
export type EndedRecord = Readonly<{
  model: string;
  mailboxId: MailboxId | null;
  clientId: string | null;
  /** Null but for sessions. */
  clients: readonly StoredClient[] | null;
}>;

export const grantKeysOf = (clients: readonly StoredClient[]): readonly string[] =>
  clients.flatMap(({ grantKey }) => (grantKey === null ? [] : [grantKey]));

/**
 * The sign-ins that ended with deleted records: those of each session, and one for each client whose permission outlived
 * its session.
 */
export function endedSignIns(records: readonly EndedRecord[]): readonly EndedSignIn[] {
  const ended = new Map<string, EndedSignIn>();
  const add = (signIn: EndedSignIn) =>
    ended.set(JSON.stringify([signIn.mailboxId, signIn.clientId, signIn.sid]), signIn);
  for (const { mailboxId, clients } of records) {
    if (mailboxId === null) continue;
    for (const { clientId, sid } of clients ?? []) add({ mailboxId, clientId, sid });
  }
  const told = new Set([...ended.values()].map(({ mailboxId, clientId }) => `${mailboxId} ${clientId}`));
  for (const { model, mailboxId, clientId } of records) {
    if (model !== 'Grant' || mailboxId === null || clientId === null) continue;
    if (!told.has(`${mailboxId} ${clientId}`)) add({ mailboxId, clientId, sid: null });
  }
  return [...ended.values()];
}
