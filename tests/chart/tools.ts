import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { pythonEnvironment } from '../support/python-environment.ts';
import { ensureHelm } from './helm.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of Helm. */
    helm: string;
    /** Path of the Python that has the schemas of Kubernetes. */
    kubernetesPython: string;
  }
}

/** Gets what the tests of the chart need: Helm, and the schemas of Kubernetes. */
export async function setup(project: TestProject): Promise<void> {
  const python = await pythonEnvironment(
    'kubernetes-validate',
    join(import.meta.dirname, 'requirements.txt'),
  );
  project.provide('kubernetesPython', python);
  project.provide('helm', await ensureHelm());
}
