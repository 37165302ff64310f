import { readBody } from './compare-answer.ts';
import type { Difference } from './difference.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';
import { isSaid } from './said-text.ts';

export type Explains = (difference: Difference, answer: Answer, interaction: Interaction) => boolean;

const isJson = ({ headers }: Answer): boolean => headers['content-type'] === 'application/json';

const bodyOf = (answer: Answer): Readonly<Record<string, unknown>> => {
  const body = readBody(answer);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
};

export const NOT_FOUND = 'Not found.';

/** Whether the reference answered a page of HTML. */
export const answeredHtml = ({ response }: Interaction): boolean =>
  (response.headers['Content-Type'] ?? '').startsWith('text/html') && String(response.body).includes('<');

/** Part of the answer itself: its status, its headers, its body. */
export const isAnswerPart = ({ aspect }: Difference): boolean => /^(status|header|body)/.test(aspect);

export const isEffect = ({ aspect }: Difference): boolean => /^(effect|mails)/.test(aspect);

/** Nothing was written that the reference did not write. */
const isLess = (difference: Difference): boolean =>
  isEffect(difference) &&
  (difference.ours === undefined || (Array.isArray(difference.ours) && difference.ours.length === 0));

/**
 * A refusal in place of an answer: of that status, with that member of its JSON body, and nothing written. `text` is what
 * the member says, alone or in a list, in English: an answer in French says it in French.
 */
export const refusal =
  (status: number, member: string, text?: string): Explains =>
  (difference, answer, { request }) => {
    const isRefused = answer.status === status && (isAnswerPart(difference) || isLess(difference));
    // HEAD says nothing of why.
    if (request.method === 'HEAD') return isRefused && answer.text === '';
    const body = bodyOf(answer);
    if (!isRefused || !isJson(answer) || !(member in body)) return false;
    const said = body[member];
    return (
      text === undefined || isSaid(Array.isArray(said) && said.length === 1 ? said[0] : said, [text], answer)
    );
  };

/** `No ⟨Model⟩ matches the given query.` in place of an answer. */
export const noMatch = (model: string): Explains =>
  refusal(404, 'detail', `No ${model} matches the given query.`);

/** An answer of that status in place of a refusal, with its effects. */
export const success =
  (status: number): Explains =>
  (difference, answer) =>
    answer.status === status && (isAnswerPart(difference) || difference.recorded === undefined);

/** A redirection in place of a page of HTML, to an address that begins so. */
export const redirection =
  (address: string): Explains =>
  (difference, answer) =>
    answer.status === 302 &&
    (answer.headers['location'] ?? '').startsWith(address) &&
    isAnswerPart(difference);
