import {
  ensureMayInvite,
  ensureMayWithdraw,
  type TeamInvitation,
  teamInvitationAbilities,
} from '../../domain/invitation/team-invitation.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { TeamAccessId, TeamId } from '../../domain/shared/ids.ts';
import type { Team } from '../../domain/team/team.ts';
import type { Clock } from '../shared/system.ts';
import type { TeamAccessQueries } from '../team/team-access-queries.ts';
import { teamAuditSubject } from '../team/team-audit-subject.ts';
import type { Repositories } from '../unit-of-work.ts';
import { queueMembershipChange } from '../webhook/delivery/queue-deliveries.ts';
import type { InvitationKind, KindTypes } from './invitation-kind.ts';
import type { TeamInvitationQueries } from './invitation-queries.ts';
import type { InvitationView } from './invitation-view.ts';
import { makeReadInvitations } from './read-invitations.ts';
import { makeSendInvitations, type SendDeps } from './send-invitations.ts';

type Types = {
  ref: TeamId;
  place: Team;
  invitation: TeamInvitation;
  accessId: TeamAccessId;
  stores: KindTypes['stores'] &
    Pick<Repositories, 'teams' | 'teamAccesses' | 'teamInvitations' | 'webhookDeliveries'>;
};

const TO_TEAM: InvitationKind<Types> = {
  invitation: 'team_invitation',
  access: 'team_access',
  bounds: { invitations: 'invitations_to_team', accesses: 'accesses_of_team' },
  hold: async ({ teams, teamAccesses }, { userId }, teamId) => {
    const place = await teams.lock(teamId);
    const { role } = place ? await teamAccesses.standing(teamId, userId) : { role: undefined };
    if (!place || !role) throw new DomainError('team_invitation.management_forbidden', 'No such team');
    return { place, role };
  },
  holdWith: async ({ teams, teamAccesses, teamInvitations }, { userId }, teamId, id) => {
    const place = await teams.lock(teamId);
    const found = place && (await teamInvitations.find(teamId, id));
    if (!found) throw new DomainError('team_invitation.not_found', 'No such invitation');
    const { role } = await teamAccesses.standing(teamId, userId);
    ensureMayWithdraw(role);
    return { place, role, found };
  },
  ensureMayInvite,
  abilities: teamInvitationAbilities,
  repository: ({ teamInvitations }) => teamInvitations,
  newInvitation: ({ id: teamId }, facts) => ({ ...facts, teamId }),
  admit: async (stores, { id: teamId }, access) => {
    await stores.teamAccesses.insert({ ...access, teamId });
    const { userId, createdAt: at } = access;
    await queueMembershipChange(stores, { teamId, userId, operation: 'add', at });
  },
  about: teamAuditSubject,
  mail: ({ name: team }, role, link) => ({ kind: 'team_invitation', team, role, link }),
};

export type TeamInvitationView = InvitationView<TeamInvitation>;

type ReadDeps = {
  teamAccessQueries: Pick<TeamAccessQueries, 'standing'>;
  teamInvitationQueries: TeamInvitationQueries;
  clock: Clock;
};

export const makeReadTeamInvitations = ({
  teamAccessQueries,
  teamInvitationQueries: invitationQueries,
  clock,
}: ReadDeps) =>
  makeReadInvitations<Types>(TO_TEAM, {
    invitationQueries,
    clock,
    see: async ({ userId }, id) => {
      const { role } = await teamAccessQueries.standing(id, userId);
      return role && { id, role };
    },
  });

/** Further codes: `team_invitation.management_forbidden`, `….role_too_high`, `….action_forbidden` to members. */
export const makeSendTeamInvitations = (deps: SendDeps<Types>) => makeSendInvitations<Types>(TO_TEAM, deps);

export type TeamInvitationDeps = ReadDeps & SendDeps<Types>;

/** Invitations to teams. */
export const makeTeamInvitations = (deps: TeamInvitationDeps) => ({
  ...makeReadTeamInvitations(deps),
  ...makeSendTeamInvitations(deps),
});
