/** Why a companion program should end. */
export type StopReason = 'SIGTERM' | 'SIGINT' | 'SIGHUP' | 'the launcher is gone';

const LONGEST_INTERVAL_MS = 2 ** 31 - 1;

/**
 * Resolves once when the program should end: on a signal, or when the launcher that `startCompanion` runs in
 * has died (its IPC channel closes even after SIGKILL). The program then stops in order and exits.
 */
export const stopRequested = (): Promise<StopReason> =>
  new Promise<StopReason>((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
      process.on(signal, () => resolve(signal));
    }
    process.on('disconnect', () => resolve('the launcher is gone'));
    // It may have died while we were being loaded; without a launcher this is undefined.
    if (process.connected === false) resolve('the launcher is gone');
    // With the launcher our output's reader is gone too; writing must not end us before we stop in order.
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('error', () => resolve('the launcher is gone'));
    }
  }).finally(stayAlive());

/** Without a launcher nothing else might keep a program alive that only waits. Answers how to stop it. */
function stayAlive(): () => void {
  const timer = setInterval(() => undefined, LONGEST_INTERVAL_MS);
  return () => clearInterval(timer);
}
