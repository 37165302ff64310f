import { execFileSync } from 'node:child_process';

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Builds the application as for production. */
export const buildApplication = (): void => {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
};

/** Stops all processes and drops the databases when the program is interrupted. */
export function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  }
}
