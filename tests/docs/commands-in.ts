import type { Document } from './document.ts';

/** A command as a page shows it: its words, and whether it is one to be typed as it is, or a mention in a sentence. */
export type ShownCommand = Readonly<{ words: readonly string[]; isWhole: boolean; shown: string }>;

const SHELLS = ['sh', 'bash', 'console'];
const PROGRAMS = /^(?:npm|npx|node|regie) /;
const WORD = /"[^"]*"|'[^']*'|[^\s"']+/g;
const ASSIGNMENT = /^[A-Z][A-Z0-9_]*=/;

/** Commands of a page: the lines of shell blocks, and what stands in backticks and begins with a program of ours. */
export function commandsIn({ codes, blocks }: Document): readonly ShownCommand[] {
  const lines = blocks
    .filter(({ language }) => SHELLS.includes(language))
    .flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'));
  return [
    ...lines.flatMap((line) => commandsOfLine(line, true)),
    ...codes.filter((code) => PROGRAMS.test(code)).flatMap((code) => commandsOfLine(code, false)),
  ];
}

const commandsOfLine = (line: string, isWhole: boolean): readonly ShownCommand[] =>
  line
    .replace(/(?:^|\s)#.*$/, '')
    .split(/&&|\||;/)
    .map((shown) => shown.trim())
    .filter((shown) => shown !== '')
    .map((shown) => {
      const words = (shown.match(WORD) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
      return { words: words.slice(words.findIndex((word) => !ASSIGNMENT.test(word))), isWhole, shown };
    });
