import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Most that people load before they see a page, in kB of gzip, which every browser takes. */
const BUDGET_KB = { script: 300, style: 80 } as const;

type Chunk = Readonly<{
  file: string;
  src?: string;
  isEntry?: boolean;
  isDynamicEntry?: boolean;
  imports?: readonly string[];
  css?: readonly string[];
}>;
type Manifest = Readonly<Record<string, Chunk>>;
type Weight = Readonly<{ scriptKb: number; styleKb: number }>;

/** All files that come with a chunk. */
function closure(manifest: Manifest, key: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  const chunk = manifest[key];
  if (chunk === undefined || seen.has(chunk.file)) return seen;
  seen.add(chunk.file);
  for (const file of chunk.css ?? []) seen.add(file);
  for (const imported of chunk.imports ?? []) closure(manifest, imported, seen);
  return seen;
}

/** What the page loads by itself, with the largest page and the largest language that it then asks for. */
export function firstLoad(outDir: string): Weight {
  const manifest: Manifest = JSON.parse(readFileSync(join(outDir, '.vite', 'manifest.json'), 'utf8'));
  const size = (file: string) => statSync(join(outDir, `${file}.gz`)).size;
  const weigh = (files: Iterable<string>) => [...files].reduce((sum, file) => sum + size(file), 0);

  const keys = Object.keys(manifest);
  const entry = keys.filter((key) => manifest[key]?.isEntry);
  const files = new Set(entry.flatMap((key) => [...closure(manifest, key)]));
  const isLanguage = (key: string) => key.includes('/i18n/');
  const later = keys.filter((key) => manifest[key]?.isDynamicEntry);
  for (const kind of [later.filter(isLanguage), later.filter((key) => !isLanguage(key))]) {
    const added = kind.map((key) => [...closure(manifest, key)].filter((file) => !files.has(file)));
    const [largest = []] = added.sort((a, b) => weigh(b) - weigh(a));
    for (const file of largest) files.add(file);
  }
  const kb = (ending: string) =>
    Math.round(weigh([...files].filter((file) => file.endsWith(ending))) / 100) / 10;
  return { scriptKb: kb('.js'), styleKb: kb('.css') };
}

export const budgetProblems = ({ scriptKb, styleKb }: Weight): readonly string[] => [
  ...(scriptKb > BUDGET_KB.script
    ? [`The first load has ${scriptKb} kB of script, more than ${BUDGET_KB.script}`]
    : []),
  ...(styleKb > BUDGET_KB.style
    ? [`The first load has ${styleKb} kB of style, more than ${BUDGET_KB.style}`]
    : []),
];
