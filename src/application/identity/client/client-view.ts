import type { OpenidClient } from '../../../domain/identity/openid-client.ts';
import {
  type OpenidClientAbilities,
  openidClientAbilities,
} from '../../../domain/identity/openid-client-access.ts';
import type { RegisteredClient } from './openid-client-repository.ts';

/** A client as superusers see it: of its secrets, only when they were drawn and when they end. */
export type ClientView = OpenidClient &
  Readonly<{
    /** Null for secrets of the reference, and for public clients. */
    secretIssuedAt: Date | null;
    /** The ends of former secrets that are good at the moment, the latest first. */
    formerSecretsEndAt: readonly Date[];
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
    formerSecretsEndAt: secrets.former.map(({ endsAt }) => endsAt).filter((endsAt) => endsAt > now),
    abilities: openidClientAbilities(by),
  };
}
