import type { Person } from '../place/access-place.ts';

/** Who gets an access: somebody with an account, or whoever has an address. */
export type Chosen =
  | Readonly<{ kind: 'person'; person: Person }>
  | Readonly<{ kind: 'address'; email: string }>;

/** The address that a text is meant as; whether it is one, the server decides. */
export const addressIn = (text: string): string | undefined =>
  /\S@\S/.test(text.trim()) ? text.trim() : undefined;
