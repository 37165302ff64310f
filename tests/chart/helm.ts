import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { carryOut } from '../support/carry-out.ts';
import { DATA_FOLDER } from '../support/python-environment.ts';

const VERSION = 'v3.22.0';
const run = promisify(execFile);

/** Whether there is a Helm of the third major version on the path. */
const isInstalled = async (): Promise<boolean> => {
  try {
    return (await run('helm', ['version', '--short'])).stdout.startsWith('v3.');
  } catch {
    return false;
  }
};

/**
 * A Helm: the one that is installed, or one that is compiled here with Go, once, which takes minutes.
 *
 * @returns its path
 * @throws Error when there is neither Helm nor Go, or its sources cannot be had
 */
export async function ensureHelm(): Promise<string> {
  if (await isInstalled()) return 'helm';
  const folder = join(DATA_FOLDER, 'helm', VERSION);
  const helm = join(folder, 'helm');
  if (!existsSync(helm)) {
    process.stderr.write(`helm ${VERSION} is compiled into ${folder}, which takes minutes\n`);
    await carryOut('go', ['install', `helm.sh/helm/v3/cmd/helm@${VERSION}`], { GOBIN: folder });
  }
  return helm;
}
