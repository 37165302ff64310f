import { makeMailDomainInvitations } from '../../application/invitation/mail-domain-invitations.ts';
import { makeReceivedInvitations } from '../../application/invitation/received-invitations.ts';
import { makeTeamInvitations } from '../../application/invitation/team-invitations.ts';
import { area, type UseCasesOf } from './inputs/area.ts';

/** Invitations to teams and to mail domains. */
export const invitations = area('Invitations', (given) => ({
  useCases: {
    teamInvitations: makeTeamInvitations(given),
    mailDomainInvitations: makeMailDomainInvitations(given),
    receivedInvitations: makeReceivedInvitations(given),
  },
}));
export type InvitationUseCases = UseCasesOf<typeof invitations>;
