import { z } from 'zod';
import type { TeamInvitationView } from '../../../application/team/team-invitations.ts';
import { EMAIL_MAX_LENGTH } from '../../../domain/shared/email-address.ts';
import { TEAM_ROLES } from '../../../domain/team/team-access.ts';
import { charField } from '../wire/char-field.ts';
import { optionalChoiceField } from '../wire/choice-field.ts';
import { wireTime } from '../wire/wire-time.ts';

/** An invitation on the wire (contract/rest-api.md 3.8). */
export const teamInvitationSchema = z
  .object({
    id: z.uuid(),
    created_at: z.iso.datetime(),
    email: z.string(),
    team: z.uuid(),
    role: z.enum(TEAM_ROLES),
    issuer: z.uuid(),
    is_expired: z.boolean(),
  })
  .meta({ id: 'TeamInvitation' });
/** Instead of the invitation, when the person has an account (D22). */
export const accessCreatedSchema = z.object({ detail: z.string() });

export const teamInvitationBody = z
  .object({
    email: charField({ max: EMAIL_MAX_LENGTH, email: true }),
    role: optionalChoiceField(TEAM_ROLES),
  })
  .meta({ id: 'TeamInvitationCreation' });

export const presentTeamInvitation = (invitation: TeamInvitationView) => ({
  id: invitation.id,
  created_at: wireTime(invitation.createdAt),
  email: invitation.email,
  team: invitation.teamId,
  role: invitation.role,
  issuer: invitation.issuerId,
  is_expired: invitation.isExpired,
});
