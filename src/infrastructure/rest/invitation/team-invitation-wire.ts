import type { TeamInvitationView } from '../../../application/invitation/team-invitations.ts';
import { TEAM_ROLES } from '../../../domain/team/team-access.ts';
import { invitationBody, invitationSchema, presentInvitation } from './invitation-wire.ts';

/** An invitation to a team on the wire (contract/rest-api.md 3.8), for the client API and other services. */
export const teamInvitationSchema = invitationSchema('team', TEAM_ROLES, 'TeamInvitation');
export const teamInvitationBody = invitationBody(TEAM_ROLES, 'TeamInvitationCreation');
export const presentTeamInvitation = (invitation: TeamInvitationView) =>
  presentInvitation(invitation, { team: invitation.teamId });
