import { readBody } from './compare-answer.ts';
import type { Difference } from './difference.ts';
import type { Interaction } from './recordings.ts';
import type { Answer } from './replayed-application.ts';

type Explains = (difference: Difference, answer: Answer, interaction: Interaction) => boolean;

const isJson = ({ headers }: Answer): boolean => headers['content-type'] === 'application/json';

const bodyOf = (answer: Answer): Readonly<Record<string, unknown>> => {
  const body = readBody(answer);
  return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
};

/** Whether the reference answered a page of HTML. */
export const answeredHtml = ({ response }: Interaction): boolean =>
  (response.headers['Content-Type'] ?? '').startsWith('text/html') && String(response.body).includes('<');

/** Part of the answer itself: its status, its headers, its body. */
export const isAnswerPart = ({ aspect }: Difference): boolean => /^(status|header|body)/.test(aspect);

export const isEffect = ({ aspect }: Difference): boolean => /^(effect|mails)/.test(aspect);

/** A refusal in place of an answer: of that status, with that member of its JSON body, and nothing written. */
export const refusal =
  (status: number, member: string, text?: unknown): Explains =>
  (difference, answer) =>
    answer.status === status &&
    isJson(answer) &&
    member in bodyOf(answer) &&
    (text === undefined || JSON.stringify(bodyOf(answer)[member]) === JSON.stringify(text)) &&
    (isAnswerPart(difference) || (isEffect(difference) && difference.ours === undefined));

/** An answer of that status in place of a refusal, with what it leaves behind. */
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
