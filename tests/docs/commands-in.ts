import type { Document } from './document.ts';

/** A command in a page: its words, and whether it is complete, or only mentioned in a sentence. */
export type ShownCommand = Readonly<{ words: readonly string[]; isWhole: boolean; shown: string }>;

const SHELLS = ['sh', 'bash', 'console'];
const PROGRAMS = /^(?:npm|npx|node|regie) /;
const WORD = /"[^"]*"|'[^']*'|[^\s"']+/g;
const ASSIGNMENT = /^[A-Z][A-Z0-9_]*=/;

/** Commands of a page: the lines of shell blocks, and text in backticks that begins with a program of ours. */
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
