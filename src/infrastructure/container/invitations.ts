import {
  makeInviteToMailDomain,
  makeRefreshMailDomainInvitation,
  makeWithdrawMailDomainInvitation,
} from '../../application/invitation/invite-to-mail-domain.ts';
import { makeInviteToTeam } from '../../application/invitation/invite-to-team.ts';
import {
  makeGetMailDomainInvitation,
  makeListMailDomainInvitations,
} from '../../application/invitation/read-mail-domain-invitations.ts';
import { makeRefreshTeamInvitation } from '../../application/invitation/refresh-team-invitation.ts';
import {
  makeGetTeamInvitation,
  makeListTeamInvitations,
  makeWithdrawTeamInvitation,
} from '../../application/invitation/team-invitations.ts';
import { area, type UseCasesOf } from './area.ts';

/** Who is invited to teams and to mail domains. */
export const invitations = area('Invitations', (given) => ({
  useCases: {
    listTeamInvitations: makeListTeamInvitations(given),
    getTeamInvitation: makeGetTeamInvitation(given),
    inviteToTeam: makeInviteToTeam(given),
    refreshTeamInvitation: makeRefreshTeamInvitation(given),
    withdrawTeamInvitation: makeWithdrawTeamInvitation(given),

    listMailDomainInvitations: makeListMailDomainInvitations(given),
    getMailDomainInvitation: makeGetMailDomainInvitation(given),
    inviteToMailDomain: makeInviteToMailDomain(given),
    refreshMailDomainInvitation: makeRefreshMailDomainInvitation(given),
    withdrawMailDomainInvitation: makeWithdrawMailDomainInvitation(given),
  },
}));
export type InvitationUseCases = UseCasesOf<typeof invitations>;
