import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePort } from '../../dev/companion/free-port.ts';
import { descendantsOf, type RunningProcess } from './process-tree.ts';

const PROJECT_FOLDER = join(import.meta.dirname, '..', '..');
const RUN_TYPESCRIPT = ['--import', 'tsx', '--conditions=source'];

const PORT_VARIABLES = [
  'PORT',
  'OPENID_PROVIDER_PORT',
  'DIMAIL_PORT',
  'MAIL_CATCHER_SMTP_PORT',
  'MAIL_CATCHER_HTTP_PORT',
  'SIRET_API_PORT',
  'START_PAGE_PORT',
] as const;

export type DevelopmentVariables = Record<(typeof PORT_VARIABLES)[number], string>;

/** A free port for each development program. */
export async function freeDevelopmentPorts(): Promise<DevelopmentVariables> {
  const ports = new Set<number>();
  while (ports.size < PORT_VARIABLES.length) ports.add(await freePort());
  const values = [...ports];
  return Object.fromEntries(
    PORT_VARIABLES.map((variable, index) => [variable, String(values[index])]),
  ) as DevelopmentVariables;
}

/** What a developer's shell has that matters to programs; nothing that configures Régie, be it in a `.env` of theirs. */
const plainEnvironment = (): Record<string, string> => ({
  ...Object.fromEntries(
    ['PATH', 'HOME', 'USER', 'TMPDIR', 'LANG'].flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    ),
  ),
  ENV_FILE: '/dev/null',
});

export type Ended = Readonly<{ code: number | null; signal: NodeJS.Signals | null }>;

/** Runs a program of `dev/` to its end, by default that of this project and without arguments. */
export async function runDevelopmentProgram(
  path: string,
  env: Readonly<Record<string, string>>,
  { project = PROJECT_FOLDER, args = [] }: { project?: string; args?: readonly string[] } = {},
) {
  const child = spawn(process.execPath, [...RUN_TYPESCRIPT, join(project, path), ...args], {
    cwd: project,
    env: { ...plainEnvironment(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, output };
}

/**
 * Runs the launcher as a terminal does: in a process group of its own, with nothing in its environment but `env`. The
 * caller must end it: see `openDevelopment`.
 */
export async function startLauncher(
  env: Readonly<Record<string, string>>,
  { throughNpm = false, project = PROJECT_FOLDER } = {},
) {
  const launcher = join(project, 'dev', 'start', 'main.ts');
  const [program, args] = throughNpm ? ['npm', ['start']] : [process.execPath, [...RUN_TYPESCRIPT, launcher]];
  const child = spawn(program, args, {
    cwd: project,
    env: { ...plainEnvironment(), ...env },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const watchers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      for (const look of watchers) look();
    });
  }
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal }));
  await once(child, 'spawn');
  const pid = child.pid ?? 0;

  /** Resolves with the first line that matches. @throws Error with the output when it ends without one */
  const says = async (pattern: RegExp): Promise<string> => {
    let look = (): void => undefined;
    const said = new Promise<string>((resolve) => {
      look = () => {
        const line = lines.find((candidate) => pattern.test(candidate));
        if (line !== undefined) resolve(line);
      };
    });
    watchers.add(look);
    look();
    const silent = ended.then(() => {
      throw new Error(`The launcher ended and never said ${pattern}:\n${lines.join('\n')}`);
    });
    return Promise.race([said, silent]).finally(() => watchers.delete(look));
  };
  return {
    pid,
    /** Both outputs, line by line. */
    lines,
    ended,
    says,
    /** Resolves when everything runs. */
    ready: () => says(/Régie is running/),
    /** Its companions, the application, PostgreSQL, and their children. */
    descendants: (): Promise<readonly RunningProcess[]> => descendantsOf(pid),
    signal: (signal: NodeJS.Signals) => process.kill(pid, signal),
    /** Asks it to end if it still runs. */
    end: () => void child.kill('SIGTERM'),
    /** As Ctrl-C in a terminal, which reaches every process of the group. */
    signalGroup: (signal: NodeJS.Signals) => process.kill(-pid, signal),
  };
}

export type LauncherProcess = Awaited<ReturnType<typeof startLauncher>>;
