import type { Document } from './document.ts';

const EXTENSION = /\.(?:[cm]?[jt]s|json|sql|md|mjml|svg|ya?ml|html)$/;
const PATH = /^[\w.@{}*<>,…/-]+$/;
/** Files that the text of a picture names. */
const FILE_IN_PICTURE = /[\w@./-]+\.(?:[cm]?ts|sql|md|mjs|mjml)\b/g;
const PICTURES = ['mermaid', 'text', ''];

/** Files that a build or the application makes. */
const MADE = /(?:^|\/)(?:version|swagger|mails)\.json$/;

/**
 * Files and folders that a page names and that do not exist. A text in backticks is a path if it begins with a folder of
 * the project or ends as a file does; `*`, `…` and `<name>` match anything, `{a,b}` each. A file may be named by the end
 * of its path. Generated files count as their sources.
 */
export function missingPaths({ codes, blocks }: Document, files: readonly string[]): readonly string[] {
  const folders = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/', 1)[0]));
  const inCodes = codes
    .filter((code) => PATH.test(code) && !code.startsWith('/') && !code.startsWith('@'))
    .filter((code) => EXTENSION.test(code) || (code.includes('/') && folders.has(code.split('/', 1)[0])));
  const inPictures = blocks
    .filter(({ language }) => PICTURES.includes(language))
    .flatMap(({ text }) => text.match(FILE_IN_PICTURE) ?? []);
  return [...inCodes, ...inPictures].filter((path) => !MADE.test(path) && !exists(path, files));
}

function exists(path: string, files: readonly string[]): boolean {
  const source = path
    .replace(/^\.\//, '')
    .replace(/^dist\/(.*)\.js$/, 'src/$1.ts')
    .replace(/\/$/, '');
  const pattern = source
    .replace(/[.+^$()|[\]\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, choices: string) => `(?:${choices.replaceAll(',', '|')})`)
    .replace(/\*\*|…/g, '.+')
    .replace(/(?<!\.)\*/g, '[^/]*')
    .replace(/<[^>]*>/g, '[^/]+');
  const end = EXTENSION.test(source) ? '$' : '(?:/|$)';
  const start = EXTENSION.test(source) ? '(?:^|/)' : '^';
  const wanted = new RegExp(start + pattern + end);
  return files.some((file) => wanted.test(file));
}
