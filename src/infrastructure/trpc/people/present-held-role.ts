import { z } from 'zod';
import { type HeldRole, ROLE_KINDS } from '../../../application/people/held-role.ts';
import { mailDomainAbilities } from '../../../domain/mail-domain/mail-domain-access.ts';
import { organizationAbilities } from '../../../domain/organization/organization-access.ts';
import { readableDomain } from '../../../domain/shared/domain-name.ts';
import { teamAbilities } from '../../../domain/team/team.ts';
import { pageInput } from '../procedure/page-input.ts';
import { searchInput } from '../procedure/text-input.ts';

export const heldRolesInput = z
  .object({
    /** Part of the name of the place. */
    search: searchInput,
    /** Every kind of place when absent. */
    kind: z.enum(ROLE_KINDS).optional(),
    page: pageInput(['name', 'since'], { field: 'name', descending: false }),
  })
  .prefault({});

/** What the role allows there, as the place itself tells it. */
const abilitiesOf = (held: HeldRole) => {
  switch (held.kind) {
    case 'mail_domain':
      return mailDomainAbilities(held.role);
    case 'team':
      return teamAbilities(held.role);
    case 'organization':
      return organizationAbilities(true, held.role);
  }
};

export const presentHeldRole = (held: HeldRole) => ({
  kind: held.kind,
  id: held.id,
  name: held.name,
  /** As people read it: a domain in the letters of its language. */
  displayName: held.kind === 'mail_domain' ? readableDomain(held.name) : held.name,
  /** Of a mail domain; else null. */
  slug: held.slug,
  role: held.role,
  abilities: abilitiesOf(held),
  since: held.since.toISOString(),
});
