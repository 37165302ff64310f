import { readAuthenticatorName } from '../../../domain/identity/authenticator.ts';
import type { AuthenticatorId } from '../../../domain/shared/ids.ts';
import { findPasswordOwner } from '../password/password-owner.ts';
import { queueSignOutNotices } from '../provider/end-mailbox-sessions.ts';
import type { FactorChange, FactorDeps } from './enrol-authenticator.ts';
import { makeNoteFactor, makeTellOfChange } from './note-factor.ts';

type Deps = Pick<FactorDeps, 'unitOfWork' | 'factorSettings' | 'clock' | 'ids' | 'mailSettings'>;
type NoFactor = Readonly<{ outcome: 'not_found' }>;

export type RenameFactor = (
  change: Omit<FactorChange, 'language' | 'keptSessionId'> & Readonly<{ id: AuthenticatorId; name: string }>,
) => Promise<Readonly<{ outcome: 'renamed' }> | Readonly<{ outcome: 'bad_name' }> | NoFactor>;

/** Gives an authenticator of somebody another name. */
export const makeRenameFactor = (deps: Pick<Deps, 'unitOfWork' | 'clock'>): RenameFactor => {
  const noteFactor = makeNoteFactor(deps);
  return async ({ mailboxId, origin, id, name: written }) => {
    const name = readAuthenticatorName(written);
    if (name === undefined) return { outcome: 'bad_name' };
    return deps.unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: false });
      const all = await stores.authenticators.lockAllOf(mailboxId);
      const authenticator = all.find((one) => one.id === id);
      if (!owner || !authenticator) return { outcome: 'not_found' };
      await stores.authenticators.update({ ...authenticator, name });
      const details = { factor: authenticator.kind, name: { before: authenticator.name, after: name } };
      await noteFactor(stores, owner, { action: 'mailbox.factor_renamed', origin, details });
      return { outcome: 'renamed' };
    });
  };
};

export type RemoveFactor = (
  change: FactorChange & Readonly<{ id: AuthenticatorId }>,
) => Promise<Readonly<{ outcome: 'removed'; left: number }> | NoFactor>;

/** Takes an authenticator from somebody; with the last one go the recovery codes. Other sessions end: it may be lost. */
export const makeRemoveFactor = (deps: Deps): RemoveFactor => {
  const { unitOfWork, clock } = deps;
  const noteFactor = makeNoteFactor(deps);
  const tellOfChange = makeTellOfChange(deps);

  return ({ mailboxId, origin, language, keptSessionId, id }) =>
    unitOfWork.run(async (stores) => {
      const owner = await findPasswordOwner(stores, mailboxId, { locks: true });
      const all = await stores.authenticators.lockAllOf(mailboxId);
      const authenticator = all.find((one) => one.id === id);
      if (!owner || !authenticator) return { outcome: 'not_found' };
      const { kind, name } = authenticator;
      const left = all.length - 1;
      await stores.authenticators.remove(id);
      if (left === 0) await stores.recoveryCodes.removeAllOf([mailboxId]);
      const ended = await stores.openidSessions.endSessionsOf(mailboxId, keptSessionId ?? null);
      await queueSignOutNotices(stores.outbox, ended, clock.now());
      const details = { factor: kind, name, left };
      await noteFactor(stores, owner, { action: 'mailbox.factor_removed', origin, details });
      await tellOfChange(stores, owner, { change: 'removed', factor: kind }, language);
      return { outcome: 'removed', left };
    });
};
