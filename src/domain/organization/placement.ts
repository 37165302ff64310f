import { cutText } from '../shared/text-length.ts';
import { ORGANIZATION_NAME_MAX_LENGTH, type Organization } from './organization.ts';
import type { OrganizationIdentifiers } from './organization-identifiers.ts';

/** What a sign-in says of where somebody belongs. */
export type PlacementEvidence = Readonly<{
  /** Normalized; null without a usable one. */
  registrationId: string | null;
  /** Of an address the person is known to own, and that not anybody can get; else undefined. */
  domain: string | undefined;
}>;

/** Which organizations have what is in the evidence. */
export type PlacementMatches = Readonly<{
  byId: Organization | undefined;
  byDomain: Organization | undefined;
}>;

export type Placement =
  /** They belong to an organization that is there. */
  | { readonly kind: 'join'; readonly organization: Organization }
  /** They belong there, and it gets the registration id, its first. */
  | { readonly kind: 'identify'; readonly organization: Organization; readonly registrationId: string }
  /** They belong to an organization that is not there yet. */
  | { readonly kind: 'create'; readonly identifiers: OrganizationIdentifiers & { readonly name: string } }
  /** Nobody can tell. */
  | { readonly kind: 'nowhere' };

const create = (registrationIds: readonly string[], domains: readonly string[]): Placement => {
  const [first = ''] = [...registrationIds, ...domains];
  const name = cutText(first, ORGANIZATION_NAME_MAX_LENGTH);
  return { kind: 'create', identifiers: { name, registrationIds, domains } };
};

/**
 * Where somebody belongs (deviation D83). A registration id that is known decides. One that nobody has goes to the
 * organization of their e-mail domain if that has none, else to a new one. Without one, the e-mail domain decides.
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
