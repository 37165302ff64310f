import { unexpectedAnswer } from '../oauth/server-failures.ts';

/** A format of introspection answers. */
export interface AnswerForm {
  /** Without parameters, in lower case. */
  readonly mediaType: string;
  /** Whether the format itself proves its author: the members of an active token need not name the issuer then. */
  readonly provesIssuer: boolean;
  /** The unchecked members of the answer. @throws DomainError of the `TokenIntrospector` port */
  readMembers(text: string): unknown;
}

/**
 * Answers in JSON (RFC 7662): only the connection proves their author (contract/resource-server.md section 3, step 5).
 */
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
