import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BareCryptography } from './bare-cryptography-program.ts';
import type { Form } from './forms.ts';
import type { Keys } from './keys.ts';

/** Measures, in a process of its own, the time of `jose` alone for an answer of this form; zero for plain JSON. */
export async function bareCryptography(
  form: Form,
  keys: Keys,
  seconds: number,
): Promise<BareCryptography | undefined> {
  if (form.signing === undefined) return undefined;
  const program = join(import.meta.dirname, 'bare-cryptography-program.ts');
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--conditions=source', program],
    {
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'production',
        BENCH_FORM: form.name,
        BENCH_KEYS: JSON.stringify(keys),
        BENCH_SECONDS: String(seconds),
      },
    },
  );
  return JSON.parse(stdout) as BareCryptography;
}
