import { join } from 'node:path';
import { type Companion, startCompanion } from '../../dev/companion/companion-process.ts';
import { ensureCompiledMails } from '../../scripts/mails/ensure-compiled-mails.ts';

const PROGRAM = join(import.meta.dirname, '..', '..', 'src', 'infrastructure', 'main.ts');

/** Runs the production program in a process of its own, which a test may kill. */
export async function startApplicationProcess(
  publicUrl: string,
  environment: Readonly<Record<string, string>>,
  write: (line: string) => void = () => undefined,
): Promise<Companion> {
  await ensureCompiledMails();
  return startCompanion({
    name: 'regie',
    program: PROGRAM,
    env: environment,
    ready: { url: `${publicUrl}/__lbheartbeat__` },
    graceMs: 20_000,
    write,
  });
}
