import type { Change } from '../../application/live/changed-topic.ts';

/**
 * Why a stream ends. `comeBackMs`: after how long to open another one, different for each reader; null: not at all.
 * `leaving`: this process ends, or cannot tell at present.
 */
export type LiveEnd = Readonly<{
  reason: 'session_ended' | 'access_ended' | 'leaving';
  comeBackMs: number | null;
}>;

/**
 * What a page is told. It never has data: the page asks again, by its ordinary requests. `begun`: what changed before has to be
 * asked for. `changes`: null when anything may have changed.
 */
export type LiveMessage =
  | Readonly<{ type: 'begun' }>
  | Readonly<{ type: 'changed'; changes: readonly Change[] | null }>
  | (Readonly<{ type: 'ended' }> & LiveEnd);
