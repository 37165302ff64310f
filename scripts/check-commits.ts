/** Checks the subjects of new commits against CONTRIBUTING.md. Older ones are exempt. */
import { join } from 'node:path';
import { newCommits } from './commits/new-commits.ts';
import { subjectProblems } from './commits/subject-problems.ts';

/** The last commit before the rule. */
const SINCE = '6fe762cb56305c44961d7b196affd33039c88f86';

const commits = await newCommits(join(import.meta.dirname, '..'), SINCE);
if (typeof commits === 'string') {
  process.stdout.write(`commits: not checked, ${commits}\n`);
} else {
  const wrong = commits.flatMap(({ id, subject }) =>
    subjectProblems(subject).map((problem) => `${id} "${subject}" ${problem}`),
  );
  for (const line of wrong) process.stderr.write(`${line}\n`);
  if (wrong.length === 0) process.stdout.write(`commits: ${commits.length} subjects as they should be\n`);
  process.exitCode = wrong.length === 0 ? 0 : 1;
}
