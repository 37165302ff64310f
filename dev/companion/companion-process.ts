import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { bundledProgram, RUN_BUNDLED } from './bundled-program.ts';

export type CompanionOptions = Readonly<{
  /** Precedes every line of its output: `[name] …`. */
  name: string;
  /** File of the program, in TypeScript. */
  program: string;
  args?: readonly string[];
  /** Added to our own environment; `undefined` removes a variable. */
  env?: Readonly<Record<string, string | undefined>>;
  /** A line of its output (without prefix), or an address that answers with a status below 500. */
  ready: Readonly<{ line: RegExp }> | Readonly<{ url: string }>;
  /** How long it may take to become ready, in ms; 60,000 by default. */
  readyTimeoutMs?: number;
  /** How long it may take to stop before it is killed, in ms; 10,000 by default. */
  graceMs?: number;
  /** Receives each prefixed line, without line end; by default our standard output. */
  write?: (line: string) => void;
  /** Gives up waiting for readiness and stops the program. */
  signal?: AbortSignal;
}>;

type CompanionEnd = Readonly<{ code: number | null; signal: NodeJS.Signals | null }>;

export type Companion = Readonly<{
  pid: number;
  /** The match of `ready.line`, for example with the port that a program chose. */
  readyLine: RegExpExecArray | undefined;
  /** Resolves when the program has ended, for any reason. Never rejects. */
  ended: Promise<CompanionEnd>;
  /** Asks it to end (SIGTERM), kills it and its children after the grace period, and waits. Safe to repeat. */
  stop(): Promise<CompanionEnd>;
}>;

const LINES_KEPT = 20;

/**
 * Runs a program beside ours, in its own process group: Ctrl-C in the terminal reaches only us, who stop the programs in
 * order. Its IPC channel closes when our process dies for any reason: see `stopRequested`.
 *
 * @throws Error with the end of its output when it ends, or is not ready in time; it is stopped then.
 */
export async function startCompanion(options: CompanionOptions): Promise<Companion> {
  const program = await bundledProgram(options.program);
  options.signal?.throwIfAborted();
  const child = spawn(process.execPath, [...RUN_BUNDLED, program, ...(options.args ?? [])], {
    env: { ...process.env, ...options.env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const output = readOutput(child, options);
  const ended = untilEnd(child);
  await once(child, 'spawn');
  const stop = () => stopCompanion(child, ended, output.closed, options.graceMs ?? 10_000);
  try {
    const readyLine = await waitUntilReady(options, output.matched, ended);
    return { pid: child.pid ?? 0, readyLine, ended, stop };
  } catch (cause) {
    await stop();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error([`${options.name} did not start: ${reason}`, ...output.lastLines].join('\n'), { cause });
  }
}

async function untilEnd(child: ChildProcess): Promise<CompanionEnd> {
  const [code, signal] = await once(child, 'exit');
  // Children that the program left behind in its group. Later the number might belong to another program.
  signalGroup(child, 'SIGKILL');
  return { code, signal };
}

function readOutput(child: ChildProcess, { name, ready, write = writeLine }: CompanionOptions) {
  const lastLines: string[] = [];
  const { promise: matched, resolve } = deferred<RegExpExecArray>();
  const closed = once(child, 'close').then(() => undefined);
  const receive = (line: string) => {
    lastLines.push(line);
    if (lastLines.length > LINES_KEPT) lastLines.shift();
    write(`[${name}] ${line}`);
    const match = 'line' in ready ? ready.line.exec(line) : null;
    if (match !== null) resolve(match);
  };
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', receive);
  }
  return { lastLines, matched, closed };
}

async function waitUntilReady(
  { ready, readyTimeoutMs = 60_000, signal }: CompanionOptions,
  matched: Promise<RegExpExecArray>,
  ended: Promise<CompanionEnd>,
): Promise<RegExpExecArray | undefined> {
  const settled = new AbortController();
  const giveUp = AbortSignal.any([settled.signal, ...(signal === undefined ? [] : [signal])]);
  const tooLate = delay(readyTimeoutMs, undefined, { signal: giveUp }).then(() => {
    throw new Error(`it was not ready after ${readyTimeoutMs} ms`);
  });
  const endedEarly = ended.then((end) => {
    throw new Error(`it ended with ${end.signal ?? `code ${end.code}`}`);
  });
  try {
    return await Promise.race([
      'url' in ready ? waitForUrl(ready.url, giveUp) : matched,
      tooLate,
      endedEarly,
    ]);
  } finally {
    settled.abort();
  }
}

async function waitForUrl(url: string, giveUp: AbortSignal): Promise<undefined> {
  while (!giveUp.aborted) {
    const status = await fetch(url, { signal: AbortSignal.any([giveUp, AbortSignal.timeout(2_000)]) }).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => undefined,
    );
    if (status !== undefined && status < 500) return undefined;
    await delay(50);
  }
  throw new Error('the start was cancelled');
}

async function stopCompanion(
  child: ChildProcess,
  ended: Promise<CompanionEnd>,
  closed: Promise<void>,
  graceMs: number,
): Promise<CompanionEnd> {
  // Only the program itself gets the signal: it stops its own children in its own order.
  if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
  const kill = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  const end = await ended.finally(() => clearTimeout(kill));
  // Its last lines, unless a program that left its group keeps them open.
  await Promise.race([closed, delay(1_000, undefined, { ref: false })]);
  return end;
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const writeLine = (line: string) => {
  process.stdout.write(`${line}\n`);
};

function deferred<T>() {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
