import type { InviteToTeam } from '../../../application/invitation/invite-to-team.ts';
import type { RefreshTeamInvitation } from '../../../application/invitation/refresh-team-invitation.ts';
import type {
  GetTeamInvitation,
  ListTeamInvitations,
  WithdrawTeamInvitation,
} from '../../../application/invitation/team-invitations.ts';
import type { DeleteTeam, MoveTeam, UpdateTeam } from '../../../application/team/change-team.ts';
import type {
  GrantTeamAccess,
  RevokeTeamAccess,
  SetTeamRole,
} from '../../../application/team/change-team-access.ts';
import type { CreateTeam, EnsureMayCreateTeam } from '../../../application/team/create-team.ts';
import type { FindForeignServices } from '../../../application/team/link-service-providers.ts';
import type { GetTeamAccess, ListTeamAccesses } from '../../../application/team/read-team-accesses.ts';
import type { GetTeam, ListTeams, WalkTeams } from '../../../application/team/read-teams.ts';
import type {
  CreateWebhook,
  DeleteWebhook,
  ReplayDeliveries,
  ResyncWebhook,
  UpdateWebhook,
} from '../../../application/webhook/manage-webhooks.ts';
import type { ListDeliveries, ListWebhooks } from '../../../application/webhook/read-webhooks.ts';
import { token } from './typed-bind.ts';

/** Teams with their people, invitations and webhooks. */
export const TEAM_TOKENS = {
  ensureMayCreateTeam: token<EnsureMayCreateTeam>('EnsureMayCreateTeam'),
  listTeams: token<ListTeams>('ListTeams'),
  walkTeams: token<WalkTeams>('WalkTeams'),
  findForeignServices: token<FindForeignServices>('FindForeignServices'),
  getTeam: token<GetTeam>('GetTeam'),
  createTeam: token<CreateTeam>('CreateTeam'),
  updateTeam: token<UpdateTeam>('UpdateTeam'),
  deleteTeam: token<DeleteTeam>('DeleteTeam'),
  moveTeam: token<MoveTeam>('MoveTeam'),
  listTeamAccesses: token<ListTeamAccesses>('ListTeamAccesses'),
  getTeamAccess: token<GetTeamAccess>('GetTeamAccess'),
  grantTeamAccess: token<GrantTeamAccess>('GrantTeamAccess'),
  setTeamRole: token<SetTeamRole>('SetTeamRole'),
  revokeTeamAccess: token<RevokeTeamAccess>('RevokeTeamAccess'),
  listTeamInvitations: token<ListTeamInvitations>('ListTeamInvitations'),
  getTeamInvitation: token<GetTeamInvitation>('GetTeamInvitation'),
  withdrawTeamInvitation: token<WithdrawTeamInvitation>('WithdrawTeamInvitation'),
  inviteToTeam: token<InviteToTeam>('InviteToTeam'),
  refreshTeamInvitation: token<RefreshTeamInvitation>('RefreshTeamInvitation'),
  listWebhooks: token<ListWebhooks>('ListWebhooks'),
  createWebhook: token<CreateWebhook>('CreateWebhook'),
  updateWebhook: token<UpdateWebhook>('UpdateWebhook'),
  deleteWebhook: token<DeleteWebhook>('DeleteWebhook'),
  listDeliveries: token<ListDeliveries>('ListDeliveries'),
  replayDeliveries: token<ReplayDeliveries>('ReplayDeliveries'),
  resyncWebhook: token<ResyncWebhook>('ResyncWebhook'),
};
