/** A fenced block of the manual. */
export type Block = Readonly<{ language: string; text: string }>;

const FENCE = /^```(\w+)\n([\s\S]*?)^```$/gm;

/**
 * The fenced blocks of one section of a page, in their order.
 *
 * @throws Error when the page has no such section
 */
export function manualBlocks(page: string, heading: string): readonly Block[] {
  const start = page.indexOf(`\n## ${heading}\n`);
  if (start < 0) throw new Error(`the manual has no section "${heading}"`);
  const rest = page.slice(start + 1);
  const end = rest.indexOf('\n## ');
  const section = end < 0 ? rest : rest.slice(0, end);
  return [...section.matchAll(FENCE)].map(([, language = '', text = '']) => ({ language, text }));
}

/** The block of a language, which the section must have once. */
export function onlyBlock(blocks: readonly Block[], language: string): string {
  const [found, ...others] = blocks.filter((block) => block.language === language);
  if (found === undefined || others.length > 0) throw new Error(`the section needs one block of ${language}`);
  return found.text;
}

/** Replaces what stands for something else in the manual. @throws Error naming what the text does not have */
export function fillIn(text: string, replacements: readonly (readonly [string, string])[]): string {
  return replacements.reduce((filled, [from, to]) => {
    if (!filled.includes(from)) throw new Error(`the manual does not have "${from}" where the walk needs it`);
    return filled.replaceAll(from, to);
  }, text);
}

/** The variables of a file with lines `NAME=value`, as systemd reads them. */
export const readVariables = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('=') && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
