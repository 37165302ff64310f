import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CompiledMails } from '../../src/adapters/mail/compiled-mails.ts';
import { sourcesHash } from './sources-hash.ts';

const FILE = join(import.meta.dirname, '../../src/adapters/mail/compiled/mails.json');

/** Whether compiled mails exist and were made from the present sources. */
export async function isUpToDate(): Promise<boolean> {
  const [hash, written] = await Promise.all([sourcesHash(), readFile(FILE, 'utf8').catch(() => '')]);
  return written.startsWith(`{"madeFrom":"${hash}"`);
}

/** Replaces the compiled mails atomically: other processes read the old ones or the new ones as a whole. */
export async function writeCompiledMails(compiled: CompiledMails): Promise<void> {
  await mkdir(dirname(FILE), { recursive: true });
  const draft = `${FILE}.${randomUUID()}`;
  try {
    await writeFile(draft, JSON.stringify(compiled));
    await rename(draft, FILE);
  } finally {
    await rm(draft, { force: true });
  }
}
