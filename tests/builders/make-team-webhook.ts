import type { TeamId } from '../../src/domain/shared/ids.ts';
import type { TeamWebhook } from '../../src/domain/webhook/team-webhook.ts';
import { newId } from './new-id.ts';

const CREATED = new Date('2026-03-02T08:30:00.123Z');

/** A SCIM group without secret that waits for nothing. */
export const makeTeamWebhook = (given: Partial<TeamWebhook> & { readonly teamId: TeamId }): TeamWebhook => ({
  id: newId(),
  url: 'https://scim.example.com/Groups/1',
  protocol: 'scim',
  hasSecret: false,
  status: 'success',
  createdAt: CREATED,
  updatedAt: CREATED,
  ...given,
});
