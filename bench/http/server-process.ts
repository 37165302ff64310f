import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

export type ServerProcess = Readonly<{ pid: number; port: number; stop(): Promise<void> }>;

type Options = Readonly<{
  args: readonly string[];
  environment: Readonly<Record<string, string>>;
  port: number;
  /** Answered with a status below 500 once the server is ready. */
  probe: string;
  /** Receives the program's output as a file: reading it through us would use part of the machine. */
  output: string;
}>;

const READY_WITHIN_MS = 30_000;

/** Runs a server in a process of its own. @throws Error with its output when it does not become ready */
export async function startServerProcess(options: Options): Promise<ServerProcess> {
  const { args, environment, port, probe, output } = options;
  const file = openSync(output, 'a');
  // Only the variables that programs need to be found: the settings must be those given.
  const env = { PATH: process.env['PATH'] ?? '', NODE_ENV: 'production', PORT: String(port), ...environment };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', file, file, 'ipc'] });
  closeSync(file);
  const ended = once(child, 'exit');
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
  };
  const deadline = performance.now() + READY_WITHIN_MS;
  while (performance.now() < deadline && child.exitCode === null) {
    const status = await fetch(`http://127.0.0.1:${port}${probe}`).then(
      (response) => response.status,
      () => 599,
    );
    if (status < 500) return { pid: child.pid ?? 0, port, stop };
    await delay(50);
  }
  await stop();
  throw new Error(`${args.at(-1)} did not start:\n${readFileSync(output, 'utf8')}`);
}
