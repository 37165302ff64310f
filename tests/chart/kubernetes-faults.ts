import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { z } from 'zod';
import type { Manifest } from './manifest.ts';

/** What is wrong with manifests by the schemas of Kubernetes, a line each; `no schema` for kinds of others. */
export async function kubernetesFaults(manifests: readonly Manifest[]): Promise<readonly string[]> {
  const child = spawn(inject('kubernetesPython'), [join(import.meta.dirname, 'kubernetes_faults.py')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(JSON.stringify(manifests));
  const [output, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (code !== 0) throw new Error(`the schemas of Kubernetes could not be asked: ${code}`);
  return z.array(z.string()).parse(JSON.parse(output));
}
