import { freePort } from '../../dev/companion/free-port.ts';
import { type BackgroundProgram, startBackgroundProgram } from './background-program.ts';
import { become } from './become.ts';

export type RegieProcess = BackgroundProgram & Readonly<{ port: number; url: string }>;

type Options = Readonly<{
  name: string;
  /** `main.js` of a build. */
  program: string;
  /** What follows `start`. */
  args?: readonly string[];
  environment: Readonly<Record<string, string>>;
  log: string;
  /** By default a free one. */
  port?: number;
}>;

/** Starts a process of a built Régie, and waits until it answers. */
export async function startRegieProcess(options: Options): Promise<RegieProcess> {
  const { name, program, args = [], environment, log, port = await freePort() } = options;
  const running = await startBackgroundProgram({
    name,
    command: process.execPath,
    args: [program, 'start', ...args],
    environment: { NODE_ENV: 'production', ...environment, PORT: String(port) },
    log,
  });
  const url = `http://127.0.0.1:${port}`;
  try {
    await become(`${name} answers (see ${log})`, async () => {
      const end = running.end();
      if (end !== undefined) return end;
      return (await fetch(`${url}/__lbheartbeat__`)).ok || undefined;
    });
    if (running.end() !== undefined) throw new Error(`${name} ended (${running.end()}), see ${log}`);
  } catch (error) {
    await running.kill();
    throw error;
  }
  return { ...running, port, url };
}
