import { z } from 'zod';
import type { ListedSession } from '../../../application/people/sign-in/own-sessions.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { PeopleUseCases } from '../../container/people.ts';
import { router, throttledMutation, throttledQuery } from '../procedure/trpc.ts';

const idInput = z.string().regex(/^[0-9a-f]{64}$/);

const present = ({ id, address, device, signedInAt, lastSeenAt, expiresAt, isCurrent }: ListedSession) => ({
  id,
  /** IP address of the sign-in; null when it is not known. */
  address,
  /** The browser of the sign-in and its system; each null when it is not known. */
  device,
  signedInAt: signedInAt.toISOString(),
  /** Null where use is not noted; else not more than five minutes behind. */
  lastSeenAt: lastSeenAt?.toISOString() ?? null,
  expiresAt: expiresAt.toISOString(),
  /** The one that asks. */
  isCurrent,
});

/** Where the signed-in person is signed in. */
export const makeSessionsRouter = ({ listOwnSessions, endOwnSession, endOtherSessions }: PeopleUseCases) =>
  router({
    /** The latest sign-in first. */
    list: throttledQuery.query(async ({ ctx }) =>
      (await listOwnSessions(ctx.actor, ctx.sessionKey)).map(present),
    ),
    /** Signs out there; NOT_FOUND for a session of somebody else. */
    end: throttledMutation.input(z.object({ id: idInput })).mutation(async ({ ctx, input }) => {
      await endOwnSession(ctx.actor, input.id);
    }),
    /** Signs out everywhere but here. */
    endOthers: throttledMutation.mutation(async ({ ctx }) => {
      if (ctx.sessionKey === undefined) {
        throw new DomainError(
          'session.required',
          'Asked with an access token: no session is the present one',
        );
      }
      return { ended: await endOtherSessions(ctx.actor, ctx.sessionKey) };
    }),
  });
