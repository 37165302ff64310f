import { compareAnswer } from './compare-answer.ts';
import { compareEffects } from './compare-effects.ts';
import { compareWebhookCalls } from './compare-webhook-calls.ts';
import { type Difference, differencesOf } from './difference.ts';
import { KnownValues } from './known-values.ts';
import { openRecordedSession } from './recorded-browser.ts';
import type { RecordedCounters } from './recorded-counters.ts';
import { recordedMoment } from './recorded-moment.ts';
import { prepareRecordedProvider } from './recorded-openid-state.ts';
import { takeOverRecorded } from './recorded-state.ts';
import type { Interaction } from './recordings.ts';
import type { Answer, ReplayedApplication } from './replayed-application.ts';
import type { ScratchDatabase } from './scratch-database.ts';
import type { StubServer } from './stub-server.ts';
import { warmStatistics } from './warm-statistics.ts';

type Parts = {
  readonly application: ReplayedApplication;
  readonly database: ScratchDatabase;
  readonly stub: StubServer;
  readonly counters: RecordedCounters;
};

/** Replays a recording and returns the differences. */
export async function replay(
  interaction: Interaction,
  previous: Interaction | undefined,
  { application, database, stub, counters }: Parts,
): Promise<{ readonly answer: Answer; readonly differences: readonly Difference[] }> {
  const before = takeOverRecorded(interaction.before);
  const after = takeOverRecorded({ ...interaction.before, ...interaction.changes });
  const known = new KnownValues(before, interaction.before);
  const now = recordedMoment(interaction);
  await warmStatistics(interaction, previous, { application, database });
  await database.load(before, { keepsCounters: interaction.keep_counters });
  const undo = await prepareRecordedProvider(interaction, database);
  await counters.prepare(interaction, application.limits, now);
  await application.beginAt(now);
  stub.expect(interaction.outgoing);
  const answer = await application.send(interaction, await openRecordedSession(interaction, database, now));
  await database.jobsDone();
  await undo();
  const mails = (list: readonly { to: readonly string[]; subject: string }[]) =>
    list.map(({ to, subject }) => `${to.join(', ')}: ${subject}`).sort();
  return {
    answer,
    differences: [
      ...compareAnswer(interaction, answer, known),
      ...differencesOf('mails', mails(interaction.mails), mails(application.mails)),
      ...compareWebhookCalls(interaction.outgoing, stub.received),
      ...compareEffects(after, await database.read(), known),
    ],
  };
}
