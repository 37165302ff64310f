import { compareAnswer } from './compare-answer.ts';
import { compareEffects } from './compare-effects.ts';
import { type Difference, differencesOf } from './difference.ts';
import { KnownValues } from './known-values.ts';
import { openRecordedSession } from './recorded-browser.ts';
import { recordedMoment } from './recorded-moment.ts';
import { takeOverRecorded } from './recorded-state.ts';
import type { Interaction } from './recordings.ts';
import type { Answer, ReplayedApplication } from './replayed-application.ts';
import type { ScratchDatabase } from './scratch-database.ts';
import type { StubServer } from './stub-server.ts';

type Parts = {
  readonly application: ReplayedApplication;
  readonly database: ScratchDatabase;
  readonly stub: StubServer;
};

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** Methods the reference serves at a path of an interaction, as far as it says. */
const recordedMethods = ({ response }: Interaction): readonly string[] =>
  (response.headers['Allow'] ?? '').split(', ').filter((method) => METHODS.includes(method));

/** Ids and names in a path, which make no difference to what is served there. */
const routeOf = (path: string): string =>
  path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, ':id').replace(/(mail-domains)\/(?!:id)[^/]+/, '$1/:slug');

/** What the application lacks to answer; undefined when it has all that the interaction needs. */
export async function findUnbuilt(
  interaction: Interaction,
  application: ReplayedApplication,
): Promise<{ readonly reason?: string; readonly methods: readonly string[] }> {
  const { request, response } = interaction;
  const isNowhere =
    response.status === 404 && String(response.headers['Content-Type']).startsWith('text/html');
  const served = await application.methodsAt(request.path);
  if (served === undefined) {
    return isNowhere ? { methods: [] } : { reason: `${routeOf(request.path)} is not built`, methods: [] };
  }
  if (served === 'any') return { methods: [] };
  const methods = recordedMethods(interaction).filter((method) => !served.includes(method));
  if (methods.includes(request.method)) {
    return { reason: `${request.method} ${routeOf(request.path)} is not built`, methods };
  }
  return { methods };
}

/** Does again what was recorded and tells how it ended otherwise. */
export async function replay(
  interaction: Interaction,
  { application, database, stub }: Parts,
  unbuiltMethods: readonly string[],
): Promise<{ readonly answer: Answer; readonly differences: readonly Difference[] }> {
  const before = takeOverRecorded(interaction.before);
  const after = takeOverRecorded({ ...interaction.before, ...interaction.changes });
  const known = new KnownValues(before);
  const now = recordedMoment(interaction);
  await database.load(before, { keepsCounters: interaction.keep_counters });
  await application.beginAt(now);
  stub.expect(interaction.outgoing);
  const answer = await application.send(interaction, await openRecordedSession(interaction, database, now));
  await database.jobsDone();
  const mails = (list: readonly { to: readonly string[]; subject: string }[]) =>
    list.map(({ to, subject }) => `${to.join(', ')}: ${subject}`).sort();
  return {
    answer,
    differences: [
      ...compareAnswer(interaction, answer, known, unbuiltMethods),
      ...differencesOf('mails', mails(interaction.mails), mails(application.mails)),
      ...compareEffects(after, await database.read(), known),
    ],
  };
}
