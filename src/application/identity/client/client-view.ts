import type { OpenidClient } from '../../../domain/identity/openid-client.ts';
import {
  type OpenidClientAbilities,
  openidClientAbilities,
} from '../../../domain/identity/openid-client-access.ts';
import type { RegisteredClient } from './openid-client-repository.ts';

/** A client as superusers see it: of its secrets, only when they were drawn, were used and end. */
export type ClientView = OpenidClient &
  Readonly<{
    /** Null for secrets of the reference, and for public clients. */
    secretIssuedAt: Date | null;
    /** When the secret was last used, to a day; null: not yet. */
    secretUsedAt: Date | null;
    /** Former secrets that are good at the moment, the latest first: when each ends, and was last used, to a day. */
    formerSecrets: readonly Readonly<{ endsAt: Date; usedAt: Date | null }>[];
    abilities: OpenidClientAbilities;
  }>;

export function clientView(
  { secrets, ...client }: RegisteredClient,
  by: { readonly isSuperuser: boolean },
  now: Date,
): ClientView {
  return {
    ...client,
    secretIssuedAt: secrets.issuedAt,
    secretUsedAt: secrets.usedAt,
    formerSecrets: secrets.former
      .filter(({ endsAt }) => endsAt > now)
      .map(({ endsAt, usedAt }) => ({ endsAt, usedAt })),
    abilities: openidClientAbilities(by),
  };
}
