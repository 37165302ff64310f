import { cutText } from '../shared/text-length.ts';
import { ORGANIZATION_NAME_MAX_LENGTH, type Organization } from './organization.ts';
import type { OrganizationIdentifiers } from './organization-identifiers.ts';

/** The identifiers in a sign-in by which a person is placed in an organization. */
export type PlacementEvidence = Readonly<{
  /** Normalized; null when the claim has no usable one. */
  registrationId: string | null;
  /** The domain of a verified address, unless anybody can get an address there; else undefined. */
  domain: string | undefined;
}>;

/** The organizations that have these identifiers. */
export type PlacementMatches = Readonly<{
  byId: Organization | undefined;
  byDomain: Organization | undefined;
}>;

export type Placement =
  /** The person joins an existing organization. */
  | { readonly kind: 'join'; readonly organization: Organization }
  /** The person joins an existing organization, which gets its first registration id. */
  | { readonly kind: 'identify'; readonly organization: Organization; readonly registrationId: string }
  /** The person joins an organization that is to be created. */
  | { readonly kind: 'create'; readonly identifiers: OrganizationIdentifiers & { readonly name: string } }
  /** The evidence names no organization. */
  | { readonly kind: 'nowhere' };

const create = (registrationIds: readonly string[], domains: readonly string[]): Placement => {
  const [first = ''] = [...registrationIds, ...domains];
  const name = cutText(first, ORGANIZATION_NAME_MAX_LENGTH);
  return { kind: 'create', identifiers: { name, registrationIds, domains } };
};

/**
 * Where a person belongs (deviation D83). A known registration id decides. An unknown one goes to the organization of
 * the person's e-mail domain if that has none, else to a new organization. Without an id, the e-mail domain decides.
 */
export function placementOf(
  { registrationId, domain }: PlacementEvidence,
  { byId, byDomain }: PlacementMatches,
): Placement {
  if (byId) return { kind: 'join', organization: byId };
  if (registrationId !== null) {
    return byDomain?.registrationIds.length === 0
      ? { kind: 'identify', organization: byDomain, registrationId }
      : create([registrationId], []);
  }
  if (byDomain) return { kind: 'join', organization: byDomain };
  return domain === undefined ? { kind: 'nowhere' } : create([], [domain]);
}
