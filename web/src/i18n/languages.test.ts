import { expect, it } from 'vitest';
import { english } from './en/english.ts';
import { french } from './fr/french.ts';

type Tree = { readonly [key: string]: string | Tree };

/** Every text by its key, as `domains.dns.check`; codes of failures have dots of their own. */
const flat = (tree: Tree, prefix = ''): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[`${prefix}${key}`, value]]
        : Object.entries(flat(value, `${prefix}${key}.`)),
    ),
  );

const [ours, theirs] = [flat(english), flat(french)];
const quoted = (text: string | undefined) => [...new Set((text ?? '').match(/\{\{\w+\}\}/g))].sort();

it('says everything in both languages', () => {
  expect(Object.keys(theirs).sort()).toEqual(Object.keys(ours).sort());
  expect(Object.entries(theirs).filter(([, text]) => text.trim() === '')).toEqual([]);
  expect(Object.keys(ours).length).toBeGreaterThan(300);
});

it('quotes the same values in both', () => {
  const differing = Object.keys(ours).filter(
    (key) => JSON.stringify(quoted(ours[key])) !== JSON.stringify(quoted(theirs[key])),
  );
  expect(differing).toEqual([]);
});

it('has a space before the signs that want one in French', () => {
  const wrong = Object.entries(theirs).filter(([, text]) => /[^\s\u00a0\u202f][;!?](\s|$)/.test(text));
  expect(wrong).toEqual([]);
});
