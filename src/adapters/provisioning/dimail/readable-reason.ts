import { z } from 'zod';
import { nearestLine } from '../../../domain/shared/single-line-text.ts';
import { cutText } from '../../../domain/shared/text-length.ts';
import { parseJson } from './parse-json.ts';

const LONGEST = 300;

const refusal = z.looseObject({
  detail: z.union([
    z.string(),
    z.array(z.looseObject({ loc: z.array(z.union([z.string(), z.number()])), msg: z.string() })),
  ]),
});

/**
 * The `detail` of an error answer as one line: the sentence dimail gives, or FastAPI's list of problems as "field:
 * message" without the values sent. Empty for another body.
 */
export function readableReason({ text }: { readonly text: string }): string {
  const parsed = refusal.safeParse(parseJson(text));
  if (!parsed.success) {
    return '';
  }
  const { detail } = parsed.data;
  const sentence =
    typeof detail === 'string'
      ? detail
      : detail.map(({ loc, msg }) => `${loc.filter((part) => part !== 'body').join('.')}: ${msg}`).join('; ');
  return cutText(nearestLine(sentence), LONGEST);
}
