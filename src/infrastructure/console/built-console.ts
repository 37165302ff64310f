import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sirv from 'sirv';

type Sirv = ReturnType<typeof sirv>;

/** The built console: its page, and files whose names change with their content. */
export type BuiltConsole = Readonly<{ page: Buffer; serveAsset: Sirv }>;

const YEAR_SECONDS = 31_536_000;

/** The folder of files that browsers keep, below that of the page. */
export const ASSETS = 'assets';

/**
 * Finds the built console: it is looked for until it is there, since a development start builds it in the background,
 * and is then read no more.
 */
export function makeFindBuiltConsole(folder: string): () => BuiltConsole | undefined {
  let found: BuiltConsole | undefined;
  return () => {
    found ??= read(folder);
    return found;
  };
}

function read(folder: string): BuiltConsole | undefined {
  try {
    const page = readFileSync(join(folder, 'index.html'));
    return {
      page,
      serveAsset: sirv(join(folder, ASSETS), {
        brotli: true,
        gzip: true,
        etag: true,
        maxAge: YEAR_SECONDS,
        immutable: true,
      }),
    };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
