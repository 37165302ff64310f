import { DomainError } from '../shared/errors.ts';
import type { MailDomainAccessId, MailDomainId, UserId } from '../shared/ids.ts';

/** From the least to the most; also the order of the role cap (contract/rest-api.md 2.1). */
export const MAIL_DOMAIN_ROLES = ['viewer', 'administrator', 'owner'] as const;
export type MailDomainRole = (typeof MAIL_DOMAIN_ROLES)[number];

export type MailDomainAccess = Readonly<{
  id: MailDomainAccessId;
  mailDomainId: MailDomainId;
  userId: UserId;
  role: MailDomainRole;
  createdAt: Date;
  updatedAt: Date;
}>;

/** What a role may do with a domain; the API returns it as `abilities` (contract/rest-api.md 3.9). */
export type MailDomainAbilities = Readonly<{
  get: boolean;
  patch: boolean;
  put: boolean;
  post: boolean;
  delete: boolean;
  manageAccesses: boolean;
}>;

const VIEWER = { get: true, patch: false, put: false, post: false, delete: false, manageAccesses: false };
const ADMINISTRATOR = { ...VIEWER, patch: true, put: true, post: true, manageAccesses: true };
const ABILITIES = {
  viewer: VIEWER,
  administrator: ADMINISTRATOR,
  owner: { ...ADMINISTRATOR, delete: true },
} as const satisfies Record<MailDomainRole, MailDomainAbilities>;

export const mailDomainAbilities = (role: MailDomainRole): MailDomainAbilities => ABILITIES[role];

/**
 * Refuses unless a person with `role` (undefined: no access) may do `action`. Outsiders must not learn that the
 * domain exists.
 *
 * @throws DomainError `mail_domain.not_found` without access, `mail_domain.action_forbidden` with too little
 */
export function ensureMay(
  role: MailDomainRole | undefined,
  action: keyof MailDomainAbilities,
): asserts role is MailDomainRole {
  if (role === undefined) throw new DomainError('mail_domain.not_found', 'No such mail domain');
  if (!ABILITIES[role][action]) {
    throw new DomainError('mail_domain.action_forbidden', `A ${role} may not ${action}`);
  }
}
