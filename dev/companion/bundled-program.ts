import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin, stop } from 'esbuild';

const BUNDLES = join(import.meta.dirname, '..', '..', '.data', 'programs');
const KEPT_MS = 24 * 3600 * 1000;

/** Options of Node.js for a bundled program: its errors name our sources. */
export const RUN_BUNDLED = ['--enable-source-maps'];

/** Modules find what lies beside them where they were written, not where the bundle is. */
const WHERE_WRITTEN = { 'import.meta.dirname': 'writtenInFolder', 'import.meta.url': 'writtenAt' };
const whereWritten: Plugin = {
  name: 'where written',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('import.meta')) return undefined;
      const [folder, url] = [dirname(path), pathToFileURL(path).href].map((place) => JSON.stringify(place));
      // In the first line, so that all keep their numbers.
      return { loader: 'ts', contents: `const writtenInFolder = ${folder}, writtenAt = ${url}; ${text}` };
    });
  },
};

/**
 * Puts a program of ours, written in TypeScript, into few files of JavaScript, and returns the first of them. That and a
 * start from there together take a third of what it takes to load its many modules one by one through a loader.
 *
 * @throws Error with the compiler's message
 */
export async function bundledProgram(program: string): Promise<string> {
  const name = basename(program, '.ts');
  const outputFiles = await bundle({
    entryPoints: [program],
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: `node${process.versions.node}`,
    conditions: ['source'],
    packages: 'external',
    keepNames: true,
    sourcemap: 'linked',
    sourcesContent: false,
    outExtension: { '.js': '.mjs' },
    define: WHERE_WRITTEN,
    plugins: [whereWritten],
    logLevel: 'silent',
    outdir: join(BUNDLES, name),
    write: false,
  });
  const hash = createHash('sha256');
  for (const { path, contents } of outputFiles) hash.update(path).update('\0').update(contents).update('\0');
  const folder = join(BUNDLES, `${name}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) await utimes(folder, new Date(), new Date());
  else await putThere(folder, outputFiles);
  return join(folder, `${name}.mjs`);
}

let bundling = 0;

/** The compiler is a process, which does not stay beside programs that run for long. */
async function bundle(options: BuildOptions & { write: false }): Promise<readonly OutputFile[]> {
  bundling += 1;
  try {
    return (await build(options)).outputFiles;
  } finally {
    bundling -= 1;
    if (bundling === 0) await stop();
  }
}

type OutputFile = Readonly<{ path: string; contents: Uint8Array }>;

/** Several processes may do so at once: the folder appears when it is whole. */
async function putThere(folder: string, files: readonly OutputFile[]): Promise<void> {
  await mkdir(BUNDLES, { recursive: true });
  const made = await mkdtemp(`${folder}.`);
  try {
    for (const { path, contents } of files) await writeFile(join(made, basename(path)), contents);
    await rename(made, folder);
  } catch (error) {
    await rm(made, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  }
  await forgetOld();
}

/** What nobody has started for a day. */
async function forgetOld(): Promise<void> {
  const old = Date.now() - KEPT_MS;
  for (const path of (await readdir(BUNDLES)).map((name) => join(BUNDLES, name))) {
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (mtimeMs < old) await rm(path, { recursive: true, force: true });
  }
}
