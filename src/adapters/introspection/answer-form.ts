import { unexpectedAnswer } from './server/introspection-failures.ts';

/** A form in which answers about tokens come. */
export interface AnswerForm {
  /** Without parameters, in lower case. */
  readonly mediaType: string;
  /** Whether the form itself proves who made an answer: the members of an active token need not name the issuer then. */
  readonly provesIssuer: boolean;
  /** The members about the token, not checked yet. @throws DomainError of the `TokenIntrospector` port */
  readMembers(text: string): unknown;
}

/** Answers in JSON (RFC 7662): nothing but the connection proves who made them (contract/resource-server.md section 3, step 5). */
export const JSON_ANSWERS: AnswerForm = {
  mediaType: 'application/json',
  provesIssuer: false,
  readMembers: (text) => {
    try {
      return JSON.parse(text);
    } catch {
      throw unexpectedAnswer('not JSON');
    }
  },
};
