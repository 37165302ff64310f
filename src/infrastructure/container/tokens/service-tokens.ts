import type {
  CreateAccountService,
  ListAccountServices,
  RevokeAccountServiceKeys,
  RotateAccountServiceKey,
} from '../../../application/access/account-service/manage-account-services.ts';
import type { RecognizeAccountService } from '../../../application/access/account-service/recognize-account-service.ts';
import type { ChangeGroupMembers } from '../../../application/access/resource-server/change-group-members.ts';
import type {
  GetDirectoryGroup,
  GetDirectoryUser,
  ListDirectoryGroups,
  ListDirectoryUsers,
} from '../../../application/access/resource-server/read-directory.ts';
import type {
  EnsureMayInviteThroughService,
  GetServiceTeamInvitation,
  InviteThroughService,
  ListServiceTeamInvitations,
  WithdrawThroughService,
} from '../../../application/access/resource-server/service-team-invitations.ts';
import type {
  CreateServiceTeam,
  EnsureMayChangeServiceTeam,
  GetServiceTeam,
  ListServiceTeams,
  UpdateServiceTeam,
} from '../../../application/access/resource-server/service-teams.ts';
import type { ListCommuneIds } from '../../../application/organization/list-commune-ids.ts';
import { token } from './typed-bind.ts';

/** What other services and programs do, with access tokens and API keys. */
export const SERVICE_TOKENS = {
  listServiceTeams: token<ListServiceTeams>('ListServiceTeams'),
  getServiceTeam: token<GetServiceTeam>('GetServiceTeam'),
  ensureMayChangeServiceTeam: token<EnsureMayChangeServiceTeam>('EnsureMayChangeServiceTeam'),
  createServiceTeam: token<CreateServiceTeam>('CreateServiceTeam'),
  updateServiceTeam: token<UpdateServiceTeam>('UpdateServiceTeam'),
  listServiceTeamInvitations: token<ListServiceTeamInvitations>('ListServiceTeamInvitations'),
  getServiceTeamInvitation: token<GetServiceTeamInvitation>('GetServiceTeamInvitation'),
  ensureMayInviteThroughService: token<EnsureMayInviteThroughService>('EnsureMayInviteThroughService'),
  inviteThroughService: token<InviteThroughService>('InviteThroughService'),
  withdrawThroughService: token<WithdrawThroughService>('WithdrawThroughService'),
  listDirectoryUsers: token<ListDirectoryUsers>('ListDirectoryUsers'),
  getDirectoryUser: token<GetDirectoryUser>('GetDirectoryUser'),
  listDirectoryGroups: token<ListDirectoryGroups>('ListDirectoryGroups'),
  getDirectoryGroup: token<GetDirectoryGroup>('GetDirectoryGroup'),
  changeGroupMembers: token<ChangeGroupMembers>('ChangeGroupMembers'),
  recognizeAccountService: token<RecognizeAccountService>('RecognizeAccountService'),
  listAccountServices: token<ListAccountServices>('ListAccountServices'),
  createAccountService: token<CreateAccountService>('CreateAccountService'),
  rotateAccountServiceKey: token<RotateAccountServiceKey>('RotateAccountServiceKey'),
  revokeAccountServiceKeys: token<RevokeAccountServiceKeys>('RevokeAccountServiceKeys'),
  listCommuneIds: token<ListCommuneIds>('ListCommuneIds'),
};
