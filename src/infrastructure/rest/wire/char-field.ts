import { z } from 'zod';
import { isEmailAddress, normalizeEmail } from '../../../domain/shared/email-address.ts';
import { type LineProblem, problemsOfLine, singleLine } from '../../../domain/shared/single-line-text.ts';
import { isLongerThan } from '../../../domain/shared/text-length.ts';
import type { MessageKey } from '../../http/messages/messages-en.ts';
import type { MessageValues } from '../../http/messages/translate.ts';

type Options = {
  /** Longest value, in characters. */
  readonly max?: number;
  /** Longest value for the API description, where the use case checks it instead of this field. */
  readonly documentedMax?: number;
  readonly allowBlank?: boolean;
  readonly allowNull?: boolean;
  /** The field may be left out. */
  readonly optional?: boolean;
  /** An address; it is read in the one spelling of addresses. */
  readonly email?: boolean;
  /** Whether the text may have many lines and is kept unchanged. */
  readonly multiline?: boolean;
  readonly description?: string;
  /** The message for a value that is neither text nor number. */
  readonly noText?: MessageKey;
  /** A further check of the text. */
  readonly check?: (text: string) => FieldIssue | undefined;
};

/** The content of a wire field's issue; the error handler translates it. */
export type FieldIssue = { readonly key: MessageKey; readonly values?: MessageValues };

/** The issue of a field for a problem of its line. */
function lineIssue(problem: LineProblem, text: string): FieldIssue {
  if (problem !== 'surrogate_characters') return { key: problem };
  const surrogate = /\p{Surrogate}/u.exec(text)?.[0] ?? '';
  return { key: problem, values: { code: surrogate.charCodeAt(0).toString(16).toUpperCase() } };
}

type Read<O extends Options> =
  | string
  | (O['allowNull'] extends true ? null : never)
  | (O['optional'] extends true ? undefined : never);

/**
 * A text field by the rules of contract/rest-api.md 1.9 and 1.10: numbers become text, ends are trimmed, and each
 * problem has its own message. It is a single line unless it is declared to have several (deviation D98).
 */
export function charField<const O extends Options>(options: O) {
  const { max, allowBlank = false, allowNull = false, optional = false, email = false } = options;
  const { multiline = false } = options;
  const { documentedMax = max } = options;
  const { noText = email ? 'invalid_email' : 'not_a_string' } = options;

  /** All problems of a text, in the contract's order. */
  const problemsOf = (text: string): readonly FieldIssue[] => {
    const isTooLong = max !== undefined && isLongerThan(text, max);
    const own = options.check?.(text);
    return [
      ...(own === undefined ? [] : [own]),
      ...(isTooLong ? [{ key: 'too_long', values: { max } } as const] : []),
      ...problemsOfLine(text)
        .filter((problem) => !(multiline && problem === 'control_characters'))
        .map((problem) => lineIssue(problem, text)),
      ...(email && !isEmailAddress(text) ? [{ key: 'invalid_email' } as const] : []),
    ];
  };

  const check = (
    value: unknown,
  ): { readonly wrong: readonly FieldIssue[] } | { readonly text: string | null | undefined } => {
    if (value === undefined) return optional ? { text: undefined } : { wrong: [{ key: 'required' }] };
    if (value === null) return allowNull ? { text: null } : { wrong: [{ key: 'null' }] };
    if (typeof value !== 'string' && typeof value !== 'number') {
      return { wrong: [{ key: noText }] };
    }
    const text = multiline ? String(value).trim() : singleLine(String(value));
    if (text === '') return allowBlank ? { text } : { wrong: [{ key: 'blank' }] };
    const wrong = problemsOf(text);
    return wrong.length > 0 ? { wrong } : { text: email ? normalizeEmail(text) : text };
  };

  const documentation = {
    type: allowNull ? (['string', 'null'] as ['string', 'null']) : ('string' as const),
    ...(documentedMax === undefined ? {} : { maxLength: documentedMax }),
    ...(email ? { format: 'email' } : {}),
    ...(options.description === undefined ? {} : { description: options.description }),
  };

  const schema = z.unknown().transform((value, context): Read<O> => {
    const result = check(value);
    if ('text' in result) return result.text as Read<O>;
    for (const params of result.wrong) context.addIssue({ code: 'custom', params });
    return z.NEVER;
  });
  return (optional ? schema.optional() : schema).meta({ override: documentation }) as typeof schema;
}
