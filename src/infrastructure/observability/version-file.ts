import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const versionSchema = z.looseObject({
  source: z.string(),
  version: z.string(),
  commit: z.string(),
  build: z.string(),
});

/** The running build: repository, version, commit and URL of the build, from the image. */
export type VersionInfo = Readonly<z.infer<typeof versionSchema>>;

/**
 * Reads `version.json`; `undefined` when there is none, as in development.
 *
 * @throws Error when the file is unreadable or has another form.
 */
export async function readVersionFile(path: string): Promise<VersionInfo | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return versionSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(`${path} is not a version file`, { cause });
  }
}
