import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { parseAllDocuments, stringify } from 'yaml';
import { z } from 'zod';
import { type Manifest, manifest } from './manifest.ts';

export const CHART_FOLDER = join(import.meta.dirname, '..', '..', 'deploy', 'helm', 'regie');
export const ENVIRONMENTS = ['staging', 'preprod', 'prod'] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** As in `kubernetes_faults.py`. */
const KUBERNETES_VERSION = '1.37';
const run = promisify(execFile);
const failure = z.object({ stderr: z.string() });

export type Values = Readonly<Record<string, unknown>>;

export const valuesFile = (name: EnvironmentName): string =>
  join(CHART_FOLDER, 'environments', `${name}.yaml`);

/** Runs a command of Helm on the chart with the values of an environment, if any, and with more. @returns its output */
async function helm(command: readonly string[], name?: EnvironmentName, more: Values = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'regie-chart-'));
  try {
    const file = join(folder, 'values.yaml');
    await writeFile(file, stringify(more));
    const files = [...(name === undefined ? [] : [valuesFile(name)]), file];
    const { stdout } = await run(
      inject('helm'),
      [
        ...command,
        CHART_FOLDER,
        '--kube-version',
        KUBERNETES_VERSION,
        ...files.flatMap((path) => ['--values', path]),
      ],
      { maxBuffer: 64 * 1024 * 1024 },
    );
    return stdout;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const lint = (name: EnvironmentName) => helm(['lint', '--strict'], name);

/** The manifests of an installation named `regie` in a namespace of that name, hooks included. @throws Error of Helm */
export async function render(name?: EnvironmentName, more: Values = {}): Promise<readonly Manifest[]> {
  const text = await helm(['template', 'regie', '--namespace', 'regie'], name, more);
  return parseAllDocuments(text)
    .map((document) => document.toJSON() as unknown)
    .filter((document) => document !== null)
    .map((document) => manifest.parse(document));
}

/** What Helm says when it refuses values. @throws Error where it does not */
export async function refusal(name: EnvironmentName | undefined, more: Values): Promise<string> {
  try {
    await helm(['template', 'regie'], name, more);
  } catch (error) {
    return failure.parse(error).stderr;
  }
  throw new Error('Helm did not refuse these values');
}
