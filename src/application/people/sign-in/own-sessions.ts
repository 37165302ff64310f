import { DomainError } from '../../../domain/shared/errors.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Clock } from '../../shared/system.ts';
import type { Repositories, UnitOfWork } from '../../unit-of-work.ts';
import { makeNoteEndedSessions } from '../note-ended-sessions.ts';
import type { OwnSession, SessionStore } from '../session-store.ts';
import { SESSION_LIFETIME_MS } from './start-sign-in.ts';

type Deps = { sessions: Pick<SessionStore, 'idOf' | 'listOf' | 'endOf' | 'endOthersOf'>; clock: Clock };

type EndDeps = Deps & { unitOfWork: UnitOfWork<Pick<Repositories, 'audit' | 'users'>> };

/** `isCurrent`: the one that asks. */
export type ListedSession = OwnSession & Readonly<{ signedInAt: Date; isCurrent: boolean }>;

/** @param currentKey the key of the session that asks; undefined when a program asks with an access token */
export type ListOwnSessions = (
  actor: Actor,
  currentKey: string | undefined,
) => Promise<readonly ListedSession[]>;

/** Where somebody is signed in, the latest sign-in first. */
export const makeListOwnSessions =
  ({ sessions, clock }: Deps): ListOwnSessions =>
  async ({ userId }, currentKey) => {
    const currentId = currentKey === undefined ? undefined : sessions.idOf(currentKey);
    const own = await sessions.listOf(userId, clock.now());
    return own.map((session) => ({
      ...session,
      signedInAt: new Date(session.expiresAt.getTime() - SESSION_LIFETIME_MS),
      isCurrent: session.id === currentId,
    }));
  };

export type EndOwnSession = (actor: Actor, id: string) => Promise<void>;

/** Ends one of one's own sessions, be it the one that asks. @throws DomainError `session.not_found` */
export const makeEndOwnSession =
  ({ sessions, ...deps }: EndDeps): EndOwnSession =>
  async (actor, id) => {
    if (!(await sessions.endOf(actor.userId, id))) {
      throw new DomainError('session.not_found', 'No such session of this person');
    }
    await makeNoteEndedSessions(deps).ended(actor, [actor.userId], 'own_request');
  };

export type EndOtherSessions = (actor: Actor, currentKey: string) => Promise<number>;

/** Ends all of one's sessions but the one that asks; returns how many. */
export const makeEndOtherSessions =
  ({ sessions, ...deps }: EndDeps): EndOtherSessions =>
  async (actor, currentKey) => {
    const { userId } = actor;
    const ended = await sessions.endOthersOf(userId, currentKey);
    const owners = Array.from({ length: ended }, () => userId);
    await makeNoteEndedSessions(deps).ended(actor, owners, 'own_request');
    return ended;
  };
