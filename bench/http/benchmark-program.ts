import { execFileSync } from 'node:child_process';

export const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Builds the application as for production. */
export const buildApplication = (): void => {
  execFileSync('npm', ['run', '--silent', 'build'], { stdio: 'inherit' });
};

/** Leaves no process and no database behind when somebody stops the program. */
export function stopOnSignal(stop: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().finally(() => process.exit(1)));
  }
}
