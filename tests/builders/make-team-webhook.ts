import type { TeamId } from '../../src/domain/shared/ids.ts';
import type { TeamWebhook } from '../../src/domain/webhook/team-webhook.ts';
import { CREATED_AT } from './moments.ts';
import { newId } from './new-id.ts';

/** A SCIM group without secret that waits for nothing. */
export const makeTeamWebhook = (given: Partial<TeamWebhook> & { readonly teamId: TeamId }): TeamWebhook => ({
  id: newId(),
  url: 'https://scim.example.com/Groups/1',
  protocol: 'scim',
  hasSecret: false,
  status: 'success',
  createdAt: CREATED_AT,
  updatedAt: CREATED_AT,
  ...given,
});
