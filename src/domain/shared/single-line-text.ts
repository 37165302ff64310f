import { isStorable } from './storable-text.ts';

/** Kinds of characters that no single-line text contains, in the order in which they are reported. */
export const LINE_PROBLEMS = ['null_characters', 'surrogate_characters', 'control_characters'] as const;
export type LineProblem = (typeof LINE_PROBLEMS)[number];

/** Controls of Unicode, and the two separators that break a line as some of them do. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
const LINE_BREAKS = /[\t\n\v\f\r\u0085\u2028\u2029]+/gu;
const NEVER_KEPT = /[\p{Cc}\p{Surrogate}]/gu;
/** Characters that readers see; the three at the end have no ink, although Unicode classes them as letters or symbols. */
const VISIBLE =
  /[^\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\p{Z}\p{White_Space}\u2800\u{1d159}\u{16fe4}]/u;

/** Whether a text shows anything: zero-width characters, fillers and spaces show nothing. */
export const isVisible = (text: string): boolean => VISIBLE.test(text);

/**
 * A name, title or label as stored: composed (NFC), so that one spelling is one text, and without spaces at its ends;
 * empty without visible text. Characters that join emoji, or mark the direction of Arabic and Hebrew, stay.
 */
export function singleLine(text: string): string {
  const line = text.normalize('NFC').trim();
  return isVisible(line) || problemsOfLine(line).length > 0 ? line : '';
}

/** The problems that keep a text from being a single line, once `singleLine` was applied to it. */
export function problemsOfLine(line: string): readonly LineProblem[] {
  if (!CONTROL.test(line) && isStorable(line)) return [];
  const isSo: Readonly<Record<LineProblem, boolean>> = {
    null_characters: line.includes('\0'),
    surrogate_characters: !line.isWellFormed(),
    control_characters: CONTROL.test(line.replaceAll('\0', '')),
  };
  return LINE_PROBLEMS.filter((problem) => isSo[problem]);
}

/**
 * The nearest single line to a text of another system, which cannot be corrected there: line breaks become spaces, other
 * control characters and unpaired surrogates are dropped. Empty when no visible text is left.
 */
export const nearestLine = (text: string): string =>
  singleLine(text.replace(LINE_BREAKS, ' ').replace(NEVER_KEPT, ''));
