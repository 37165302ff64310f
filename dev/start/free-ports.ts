import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/** A port that a program is going to listen on, and the variable that moves it. */
export type WantedPort = Readonly<{ program: string; variable: string; port: number; host: string }>;

/**
 * Checks, before anything is started, that every port is free.
 *
 * @throws Error naming each port that is taken, the program that needs it and the variable that moves it
 */
export async function ensureFree(wanted: readonly WantedPort[]): Promise<void> {
  const servers: Server[] = [];
  const problems: string[] = [];
  // Each port stays open until all are checked: two programs may have been given the same one.
  for (const { program, variable, port, host } of wanted) {
    const server = createServer().listen({ port, host });
    try {
      await once(server, 'listening');
      servers.push(server);
    } catch (error) {
      const reason = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is taken' : String(error);
      problems.push(`port ${port}, for ${program}, ${reason}: free it, or choose another with ${variable}`);
    }
  }
  for (const server of servers) await new Promise((resolve) => server.close(resolve));
  if (problems.length > 0) throw new Error([...problems, 'Is another Régie running?'].join('\n'));
}
