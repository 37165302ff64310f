import { DomainError } from '../shared/errors.ts';

/** What somebody may do with the clients of our OpenID provider; the API returns it as `abilities`. */
export type OpenidClientAbilities = Readonly<{
  list: boolean;
  create: boolean;
  update: boolean;
  rotateSecret: boolean;
  enable: boolean;
  disable: boolean;
  delete: boolean;
}>;
export type OpenidClientAction = keyof OpenidClientAbilities;

const ABILITIES = {
  superuser: {
    list: true,
    create: true,
    update: true,
    rotateSecret: true,
    enable: true,
    disable: true,
    delete: true,
  },
  other: {
    list: false,
    create: false,
    update: false,
    rotateSecret: false,
    enable: false,
    disable: false,
    delete: false,
  },
} as const satisfies Record<string, OpenidClientAbilities>;

/**
 * A client learns who signs in to it and may send people to addresses of its own: only superusers decide about them
 * (deviation D40).
 */
export const openidClientAbilities = (actor: { readonly isSuperuser: boolean }): OpenidClientAbilities =>
  ABILITIES[actor.isSuperuser === true ? 'superuser' : 'other'];

/** @throws DomainError `openid_client.action_forbidden` */
export function ensureMayWithOpenidClients(
  actor: { readonly isSuperuser: boolean },
  action: OpenidClientAction,
): void {
  if (openidClientAbilities(actor)[action]) return;
  throw new DomainError('openid_client.action_forbidden', `Not allowed to ${action} OpenID clients`);
}
