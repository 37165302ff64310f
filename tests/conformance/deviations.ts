import { CONTACT_DEVIATIONS } from './deviations-of-contacts.ts';
import { HYGIENE_DEVIATIONS } from './deviations-of-hygiene.ts';
import { INVITATION_DEVIATIONS } from './deviations-of-invitations.ts';
import { LIST_DEVIATIONS } from './deviations-of-lists.ts';
import { MAIL_DEVIATIONS } from './deviations-of-mail.ts';
import { OPENID_PROVIDER_DEVIATIONS } from './deviations-of-openid-provider.ts';
import { RESOURCE_SERVER_DEVIATIONS } from './deviations-of-resource-server.ts';
import { SIGN_IN_DEVIATIONS } from './deviations-of-sign-in.ts';
import { TEAM_DEVIATIONS } from './deviations-of-teams.ts';
import { USER_DEVIATIONS } from './deviations-of-users.ts';
import { WEBHOOK_DEVIATIONS } from './deviations-of-webhooks.ts';
import type { DeviationRule } from './rule.ts';

/** Every place where we answer otherwise than the reference on purpose (contract/rest-api.md 7). */
export const DEVIATIONS: readonly DeviationRule[] = [
  ...HYGIENE_DEVIATIONS,
  ...SIGN_IN_DEVIATIONS,
  ...CONTACT_DEVIATIONS,
  ...USER_DEVIATIONS,
  ...TEAM_DEVIATIONS,
  ...INVITATION_DEVIATIONS,
  ...LIST_DEVIATIONS,
  ...WEBHOOK_DEVIATIONS,
  ...MAIL_DEVIATIONS,
  ...RESOURCE_SERVER_DEVIATIONS,
  ...OPENID_PROVIDER_DEVIATIONS,
];
