import type { Logger } from '../../application/shared/logger.ts';

export type ShutdownStep = {
  readonly name: string;
  stop(): Promise<void>;
  /** How long to wait for it before the next step. */
  readonly timeoutMs: number;
};

export interface Shutdown {
  /**
   * Runs the steps in order, then ends the process with `exitCode`. Calling it again changes nothing and
   * resolves with the first call.
   */
  run(reason: string, exitCode?: number): Promise<void>;
  /** Runs on SIGTERM and SIGINT; a second signal ends the process at once. @returns a function to stop listening. */
  listen(): () => void;
}

type Options = {
  readonly logger: Logger;
  readonly steps: readonly ShutdownStep[];
  /** Time limit of all steps together: shorter than the platform's time between SIGTERM and SIGKILL. */
  readonly deadlineMs?: number;
  /** How much of a first step is waiting on purpose, which the limit does not count. */
  readonly delayMs?: number;
  readonly exit?: (code: number) => void;
  readonly signals?: NodeJS.EventEmitter;
};

/** Exit codes of a process that a signal ended, by convention of shells: 128 and the number of the signal. */
const EXIT_CODES = { SIGINT: 130, SIGTERM: 143 } as const;
type Signal = keyof typeof EXIT_CODES;

const EXIT_FAILURE = 1;

/** Ends a process in order: work in flight is finished, and a step that hangs or fails does not block the others. */
export function createShutdown(options: Options): Shutdown {
  const { logger, steps, deadlineMs = 25_000, delayMs = 0, exit = process.exit, signals = process } = options;
  let running: Promise<void> | undefined;

  const runOnce = async (reason: string, exitCode: number) => {
    logger.info('Shutting down', { reason });
    const deadline = setTimeout(() => {
      logger.error('Shutdown cut short: the deadline has passed', { deadline_ms: deadlineMs });
      exit(EXIT_FAILURE);
    }, deadlineMs + delayMs);
    for (const step of steps) await runStep(step, logger);
    clearTimeout(deadline);
    logger.info('Shut down', { reason });
    exit(exitCode);
  };

  const run = (reason: string, exitCode = 0): Promise<void> => {
    running ??= runOnce(reason, exitCode);
    return running;
  };

  const onSignal = (signal: Signal) => {
    if (running === undefined) return void run(signal);
    logger.warn('Shutdown cut short by a second signal', { signal });
    exit(EXIT_CODES[signal]);
  };

  const listen = () => {
    signals.on('SIGTERM', onSignal).on('SIGINT', onSignal);
    return () => void signals.off('SIGTERM', onSignal).off('SIGINT', onSignal);
  };

  return { run, listen };
}

async function runStep({ name, stop, timeoutMs }: ShutdownStep, logger: Logger): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`Not stopped within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    await Promise.race([stop(), late]);
  } catch (error) {
    logger.error('A part did not stop', { step: name }, error);
  } finally {
    clearTimeout(timer);
  }
}
