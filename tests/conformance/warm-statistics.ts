import { readBody } from './compare-answer.ts';
import { isSame } from './difference.ts';
import { recordedMoment } from './recorded-moment.ts';
import { takeOverRecorded } from './recorded-state.ts';
import type { Interaction } from './recordings.ts';
import type { ReplayedApplication } from './replayed-application.ts';
import type { ScratchDatabase } from './scratch-database.ts';

const STATISTICS = '/api/v1.0/stats/';

/** Whether statistics came from a cache that a request outside the recordings may have filled. */
const mayBeWarm = (
  { request, keep_counters: keepsCounters, n }: Interaction,
  previous: Interaction,
): boolean => keepsCounters && request.path === STATISTICS && previous.n < n - 1;

/**
 * Asks for statistics as they were after the interaction before, when requests between the two are missing and the
 * reference answered just that; else nothing is left in the cache.
 */
export async function warmStatistics(
  interaction: Interaction,
  previous: Interaction | undefined,
  { application, database }: { application: ReplayedApplication; database: ScratchDatabase },
): Promise<void> {
  if (previous?.area !== interaction.area || !mayBeWarm(interaction, previous)) return;
  const between = takeOverRecorded({ ...previous.before, ...previous.changes });
  await database.load(between, { keepsCounters: false });
  await application.beginAt(recordedMoment(previous));
  const answer = await application.ask(STATISTICS);
  if (!isSame(readBody(answer), interaction.response.body)) await database.load({}, { keepsCounters: false });
}
