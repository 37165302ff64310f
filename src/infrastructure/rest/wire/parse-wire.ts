import type { z } from 'zod';
import { HttpError } from '../../http/http-error.ts';
import type { Translate } from '../../http/messages/translate.ts';
import type { FieldIssue } from './char-field.ts';

/** Python's name of a JSON type, which the contract's messages use. */
export const typeName = (value: unknown): string => {
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'object') return 'dict';
  return Number.isInteger(value) ? 'int' : 'float';
};

const isIssue = (params: unknown): params is FieldIssue =>
  typeof params === 'object' && params !== null && 'key' in params;

const invalid = (body: (translate: Translate) => unknown) => new HttpError(400, body);

/** The issues of each invalid field. */
export type WrongFields = Readonly<Record<string, readonly FieldIssue[]>>;

/** The refusal of a body, naming every invalid field (contract/rest-api.md 1.6). */
export const invalidFields = (wrong: WrongFields): HttpError =>
  invalid((translate) =>
    Object.fromEntries(
      Object.entries(wrong).map(([field, issues]) => [
        field,
        issues.map(({ key, values }) => translate(key, values)),
      ]),
    ),
  );

/**
 * Reads a request body by a wire schema.
 *
 * @throws HttpError 400 for a body that is not an object
 */
export function readWire<T>(
  schema: z.ZodType<T>,
  body: unknown,
): { readonly data: T } | { readonly wrong: WrongFields } {
  if (body === null) throw invalid((translate) => ({ non_field_errors: [translate('no_data')] }));
  if (typeof body !== 'object' || Array.isArray(body)) {
    throw invalid((translate) => ({
      non_field_errors: [translate('invalid_data', { type: typeName(body) })],
    }));
  }
  const result = schema.safeParse(body);
  if (result.success) return { data: result.data };
  const wrong: Record<string, FieldIssue[]> = {};
  for (const issue of result.error.issues) {
    const field = String(issue.path[0] ?? 'non_field_errors');
    const params = issue.code === 'custom' ? issue.params : undefined;
    wrong[field] = [...(wrong[field] ?? []), isIssue(params) ? params : { key: 'invalid_value' }];
  }
  return { wrong };
}
