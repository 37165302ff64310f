import type { Introspection } from '../../application/access/resource-server/token-introspector.ts';
import type { ServerAnswer } from './server/authorization-server-connection.ts';
import { unexpectedAnswer } from './server/introspection-failures.ts';

/** A form in which answers about tokens come. */
export interface AnswerForm {
  /** Without parameters, in lower case. */
  readonly mediaType: string;
  /** What the body of an answer says of the token. @throws DomainError of the `TokenIntrospector` port */
  read(text: string): Introspection | Promise<Introspection>;
}

/** Reads an answer in that one of the forms which it comes in; there is none for an empty token. */
export function readAnswer(
  answer: ServerAnswer | undefined,
  forms: readonly AnswerForm[],
): Introspection | Promise<Introspection> {
  if (answer === undefined) return { active: false };
  const form = forms.find(({ mediaType }) => mediaType === answer.mediaType);
  if (!form) throw unexpectedAnswer('an answer of another type than we take');
  return form.read(answer.text);
}
