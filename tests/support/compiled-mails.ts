import type { TestProject } from 'vitest/node';
import { ensureCompiledMails } from '../../scripts/mails/ensure-compiled-mails.ts';

/** Compiles the mails before the first test, and before each repetition in watch mode. */
export async function setup(project: TestProject): Promise<void> {
  await ensureCompiledMails();
  project.onTestsRerun(ensureCompiledMails);
}
