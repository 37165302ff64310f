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
    // The launcher may have died while this program was being loaded; without a launcher this is undefined.
    if (process.connected === false) resolve('the launcher is gone');
    // The launcher also reads our output; a failing write must not end us before we stop in order.
    for (const stream of [process.stdout, process.stderr]) {
      stream.on('error', () => resolve('the launcher is gone'));
    }
  }).finally(stayAlive());

/** Keeps a program alive that only waits, where no launcher does. Returns how to end that. */
function stayAlive(): () => void {
  const timer = setInterval(() => undefined, LONGEST_INTERVAL_MS);
  return () => clearInterval(timer);
}
