import { chmod, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { type BackgroundProgram, startBackgroundProgram } from './background-program.ts';
import { become } from './become.ts';

type Options = Readonly<{
  /** Path of the program. */
  haproxy: string;
  /** File to write the configuration to. */
  file: string;
  log: string;
  port: number;
  /** Lines of the section that listens on `port`, without `bind`. */
  lines: readonly string[];
}>;

/** Runs HAProxy in the foreground with one section, on 127.0.0.1. */
export async function startHaproxy({ haproxy, file, log, port, lines }: Options): Promise<BackgroundProgram> {
  const section = [`bind 127.0.0.1:${port}`, ...lines].map((line) => `  ${line}`);
  const text = ['global', '  maxconn 2000', '', 'listen drill', ...section, ''].join('\n');
  await writeFile(file, text);
  await chmod(file, 0o644);
  const program = await startBackgroundProgram({
    name: 'haproxy',
    command: haproxy,
    args: ['-db', '-f', file],
    log,
  });
  await become('HAProxy accepts connections', async () => {
    if (program.end() !== undefined) throw new Error(`HAProxy ended (${program.end()}), see ${log}`);
    return (await accepts(port)) || undefined;
  });
  return program;
}

const accepts = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false)).once('connect', () => resolve(true));
    socket.once('connect', () => socket.destroy());
  });
