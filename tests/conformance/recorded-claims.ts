import { tokenClaims } from './recorded-moment.ts';
import type { Interaction } from './recordings.ts';

type Claims = Readonly<Record<string, unknown>>;

const answerOf = ({ outgoing }: Interaction, endpoint: string): string =>
  outgoing.find(({ url, status }) => url.endsWith(endpoint) && status === 200)?.response ?? '';

function readObject(text: string): Claims {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Claims) : {};
  } catch {
    return tokenClaims(text)[0] ?? {};
  }
}

/** What the identity provider said of the person who signed in. */
export const userinfoOf = (interaction: Interaction): Claims =>
  readObject(answerOf(interaction, '/userinfo'));

/** Claims of the id token, unread. */
export const idTokenOf = (interaction: Interaction): Claims =>
  tokenClaims(answerOf(interaction, '/token'))[0] ?? {};
