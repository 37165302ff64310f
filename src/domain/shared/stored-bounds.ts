import { DomainError } from './errors.ts';

/**
 * Most items of a kind that one parent may have: lists without pages, and lists inside the items of a page, are bounded
 * by this alone. `field` is the wire name that a refusal quotes. Some of the bounds are defaults that the
 * installation may change.
 */
export const STORED_BOUNDS = {
  contacts_of_owner: { max: 1_000, field: 'owner' },
  teams_of_owner: { max: 1_000, field: 'owner' },
  accesses_of_team: { max: 10_000, field: 'user' },
  invitations_to_team: { max: 1_000, field: 'email' },
  webhooks_of_team: { max: 20, field: 'url' },
  accesses_to_mail_domain: { max: 1_000, field: 'user' },
  invitations_to_mail_domain: { max: 1_000, field: 'email' },
  pending_domains_of_organization: { max: 20, field: 'name' },
  pending_domains_of_owner: { max: 20, field: 'name' },
  destinations_of_alias: { max: 100, field: 'destination' },
  administrators_of_organization: { max: 100, field: 'user' },
  services_of_organization: { max: 1_000, field: 'service_provider' },
} as const satisfies Record<string, { readonly max: number; readonly field: string }>;

export type BoundedKind = keyof typeof STORED_BOUNDS;

/** Services that one team can be linked to. */
export const SERVICES_OF_TEAM_MAX = 500;

/** Largest metadata of an organization, in bytes of their JSON. */
export const METADATA_MAX_BYTES = 64_000;

/** @throws DomainError `list.full` (params: `field`, `max`) when `count` exceeds `max` */
export function ensureFits(kind: BoundedKind, count: number, max: number = STORED_BOUNDS[kind].max): void {
  if (count <= max) return;
  const params = { field: STORED_BOUNDS[kind].field, max: String(max) };
  throw new DomainError('list.full', `More than ${max} ${kind}`, { params });
}
