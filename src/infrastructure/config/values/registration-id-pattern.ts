import { z } from 'zod';
import { custom, type VariableMeta } from './variable.ts';

const validatorsSchema = z
  .array(
    z.object({
      NAME: z.string().endsWith('RegexValidator', 'only RegexValidator is understood'),
      OPTIONS: z.object({ regex: z.string() }),
    }),
  )
  .max(1, 'only one validator is understood');

/** Python's anchors for the ends of a text, which JavaScript would read as letters. */
const ANCHORS: ReadonlyMap<string, string> = new Map([
  ['\\A', '^'],
  ['\\Z', '$'],
  ['\\z', '$'],
]);
/** Escaped letters that mean the same in both languages. */
const COMMON = /^\\[dDwWsSbBfnrtvxu]$/;

/**
 * A regular expression in Python's notation; JavaScript itself refuses Python's other extensions (`(?i)`,
 * `(?P<name>…)`).
 */
const fromPython = (regex: string): RegExp =>
  new RegExp(
    regex.replace(/\\./gs, (escaped) => {
      const anchor = ANCHORS.get(escaped);
      if (anchor === undefined && /[a-z]$/i.test(escaped) && !COMMON.test(escaped)) {
        throw new Error(`${escaped} is not understood in a regular expression`);
      }
      return anchor ?? escaped;
    }),
  );

/** The pattern of registration ids, from the reference's list of validators; null when there is none. */
export const registrationIdPattern = (meta: VariableMeta) =>
  custom('[]', meta, (written): RegExp | null => {
    const [validator] = validatorsSchema.parse(JSON.parse(written));
    return validator ? fromPython(validator.OPTIONS.regex) : null;
  });
