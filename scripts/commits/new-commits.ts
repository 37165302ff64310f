import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type Commit = Readonly<{ id: string; subject: string }>;

/**
 * The commits of the repository at `folder` since the commit `since`, without merges; or why none can be read: a copy
 * without history, part of another repository, or a shallow clone that does not reach back so far.
 */
export async function newCommits(folder: string, since: string): Promise<readonly Commit[] | string> {
  const git = async (...args: readonly string[]): Promise<string | undefined> => {
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...args]).catch(() => ({
      stdout: undefined,
    }));
    return stdout;
  };
  const prefix = await git('rev-parse', '--show-prefix');
  if (prefix === undefined) return 'no repository here, or no git';
  if (prefix.trim() !== '') return 'part of another repository';
  if ((await git('merge-base', '--is-ancestor', since, 'HEAD')) === undefined)
    return `no commit ${since} before this one`;
  const log = (await git('log', '--no-merges', '--format=%h %s', `${since}..HEAD`)) ?? '';
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ id: line.slice(0, line.indexOf(' ')), subject: line.slice(line.indexOf(' ') + 1) }));
}
