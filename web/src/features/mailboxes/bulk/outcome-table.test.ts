import { expect, it } from 'vitest';
import { csvOf, textOf } from './outcome-table.ts';

it.each([
  ['an address', 'a@evry.fr', '"a@evry.fr"', 'a@evry.fr'],
  ['what looks like a formula', '=cmd|x', `"'=cmd|x"`, "'=cmd|x"],
  ['a leading dash', '-1@evry.fr', `"'-1@evry.fr"`, "'-1@evry.fr"],
  ['quotes', 'a "b"', '"a ""b"""', 'a "b"'],
  ['a tab and a line', 'a\tb\nc', '"a\tb\nc"', 'a b c'],
])('keeps %s a text in a table', (_what, text, cell, pasted) => {
  expect(csvOf([[text, 'x']])).toBe(`\ufeff${cell};"x"\r\n`);
  expect(textOf([[text, 'x']])).toBe(`${pasted}\tx`);
});
