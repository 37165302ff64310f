import { spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Runs a program to its end, its output on our error output.
 *
 * @param more variables besides ours
 * @throws Error when it fails
 */
export async function carryOut(
  program: string,
  args: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(program, args, { stdio: ['ignore', 2, 2], env: { ...process.env, ...more } });
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}`);
}
