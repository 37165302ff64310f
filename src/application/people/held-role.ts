import type { MailDomainRole } from '../../domain/mail-domain/mail-domain-access.ts';
import type { OrganizationRole } from '../../domain/organization/organization-access.ts';
import type { MailDomainId, OrganizationId, TeamId } from '../../domain/shared/ids.ts';
import type { TeamRole } from '../../domain/team/team-access.ts';

/** What people hold roles in. */
export const ROLE_KINDS = ['mail_domain', 'team', 'organization'] as const;
export type RoleKind = (typeof ROLE_KINDS)[number];

/** A role that somebody was given, and where; not what comes to them from a team below. `since`: when they got it. */
export type HeldRole = Readonly<{ name: string; since: Date }> &
  (
    | Readonly<{ kind: 'mail_domain'; id: MailDomainId; slug: string; role: MailDomainRole }>
    | Readonly<{ kind: 'team'; id: TeamId; slug: null; role: TeamRole }>
    | Readonly<{ kind: 'organization'; id: OrganizationId; slug: null; role: OrganizationRole }>
  );

export type HeldRoleFilter = Readonly<{
  /** Part of the name of the place; ignores letter case and accents; `%` and `_` are literal. */
  search?: string | undefined;
  /** Every kind of place when undefined. */
  kind?: RoleKind | undefined;
}>;

export type HeldRoleOrderField = 'name' | 'since';
