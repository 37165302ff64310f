import { z } from 'zod';
import type { Actor } from '../../../application/shared/actor.ts';
import { MOST_CHANGED_AT_ONCE } from '../../../domain/shared/bulk-bounds.ts';
import { idInput } from './id-input.ts';
import type { TrpcContext, TrpcMeta } from './trpc.ts';

/** So many of the things that one request changes count as one change of its person. */
const COUNTED_AS_ONE = 10;

/** What a request is to change. */
export const manyIdsInput = <Id extends string>() => z.array(idInput<Id>()).min(1).max(MOST_CHANGED_AT_ONCE);

/** Declarations of a change of many things: a thousand ids have room, each character written as an escape. */
export const CHANGE_OF_MANY = { largestBody: 400_000, inBulk: true } as const satisfies TrpcMeta;

/**
 * Counts a change of many things, which counted as one so far.
 *
 * @throws DomainError `request.throttled`
 */
export async function countMany(
  { actor, throttleWrite }: Pick<TrpcContext, 'throttleWrite'> & { readonly actor: Actor },
  ids: readonly string[],
): Promise<void> {
  const further = Math.ceil(ids.length / COUNTED_AS_ONE) - 1;
  // They are counted together, in one statement.
  await Promise.all(Array.from({ length: further }, () => throttleWrite(actor)));
}
