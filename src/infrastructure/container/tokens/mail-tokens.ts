import type { AwaitAliasChanges } from '../../../application/alias/await-alias-changes.ts';
import type { CreateAlias, CreateAliases } from '../../../application/alias/create-aliases.ts';
import type { CheckAliasRemoval, ListAliases } from '../../../application/alias/read-aliases.ts';
import type { RemoveAlias, RemoveAliases } from '../../../application/alias/remove-aliases.ts';
import type {
  InviteToMailDomain,
  RefreshMailDomainInvitation,
  WithdrawMailDomainInvitation,
} from '../../../application/invitation/invite-to-mail-domain.ts';
import type {
  GetMailDomainInvitation,
  ListMailDomainInvitations,
} from '../../../application/invitation/read-mail-domain-invitations.ts';
import type {
  GrantMailDomainAccess,
  RevokeMailDomainAccess,
  SetMailDomainRole,
} from '../../../application/mail-domain/change-mail-domain-access.ts';
import type { CreateMailDomain } from '../../../application/mail-domain/create-mail-domain.ts';
import type {
  EditMailDomain,
  ListKeptMailDomains,
} from '../../../application/mail-domain/keep-mail-domains.ts';
import type {
  GetMailDomainAccess,
  ListAvailableUsers,
  ListMailDomainAccesses,
  WalkAvailableUsers,
} from '../../../application/mail-domain/read-mail-domain-accesses.ts';
import type { GetMailDomain, ListMailDomains } from '../../../application/mail-domain/read-mail-domains.ts';
import type {
  DisableMailbox,
  EnableMailbox,
  ResetMailboxPassword,
  SendLoginLink,
} from '../../../application/mailbox/act-on-mailbox.ts';
import type { AwaitMailboxChange } from '../../../application/mailbox/await-mailbox-change.ts';
import type { UpdateMailbox } from '../../../application/mailbox/change-mailbox.ts';
import type { CheckMailboxUpdate } from '../../../application/mailbox/check-mailbox-update.ts';
import type { CreateMailbox } from '../../../application/mailbox/create-mailbox.ts';
import type { DeleteMailbox } from '../../../application/mailbox/delete-mailbox.ts';
import type {
  GetMailbox,
  ListMailboxes,
  ViewMailboxes,
} from '../../../application/mailbox/read-mailboxes.ts';
import type {
  ListUnsentMails,
  SendMailAgain,
} from '../../../application/notification/manage-unsent-mails.ts';
import type { CheckKeptMailDomain } from '../../../application/provisioning/check/check-kept-mail-domain.ts';
import type { CheckMailDomain } from '../../../application/provisioning/check/check-mail-domain.ts';
import type { RefreshMailDomain } from '../../../application/provisioning/check/refresh-mail-domain.ts';
import type { TakeCheckTurn } from '../../../application/provisioning/check/take-check-turn.ts';
import type { ReconcileObjects } from '../../../application/provisioning/drift-lines.ts';
import type { ConfirmDrift } from '../../../application/provisioning/reconciliation/confirm-drift.ts';
import type { ListOpenMailChanges } from '../../../application/provisioning/reconciliation/list-open-mail-changes.ts';
import type {
  GetDriftRun,
  ListDrift,
  ReadDriftAsOperator,
  StartReconciliation,
} from '../../../application/provisioning/reconciliation/read-drift.ts';
import type { ReconcileMailDomain } from '../../../application/provisioning/reconciliation/reconcile-mail-domain.ts';
import type {
  ResolveDrift,
  ResolveDriftAsOperator,
} from '../../../application/provisioning/reconciliation/resolve-drift.ts';
import type { SettleDrift } from '../../../application/provisioning/reconciliation/settle-drift.ts';
import { token } from './typed-bind.ts';

/** Mail domains with their people, mailboxes and aliases. */
export const MAIL_TOKENS = {
  takeCheckTurn: token<TakeCheckTurn>('TakeCheckTurn'),
  checkMailDomain: token<CheckMailDomain>('CheckMailDomain'),
  listMailDomains: token<ListMailDomains>('ListMailDomains'),
  getMailDomain: token<GetMailDomain>('GetMailDomain'),
  listKeptMailDomains: token<ListKeptMailDomains>('ListKeptMailDomains'),
  editMailDomain: token<EditMailDomain>('EditMailDomain'),
  checkKeptMailDomain: token<CheckKeptMailDomain>('CheckKeptMailDomain'),
  listUnsentMails: token<ListUnsentMails>('ListUnsentMails'),
  sendMailAgain: token<SendMailAgain>('SendMailAgain'),
  createMailDomain: token<CreateMailDomain>('CreateMailDomain'),
  refreshMailDomain: token<RefreshMailDomain>('RefreshMailDomain'),
  listMailboxes: token<ListMailboxes>('ListMailboxes'),
  viewMailboxes: token<ViewMailboxes>('ViewMailboxes'),
  getMailbox: token<GetMailbox>('GetMailbox'),
  createMailbox: token<CreateMailbox>('CreateMailbox'),
  awaitMailboxChange: token<AwaitMailboxChange>('AwaitMailboxChange'),
  checkMailboxUpdate: token<CheckMailboxUpdate>('CheckMailboxUpdate'),
  updateMailbox: token<UpdateMailbox>('UpdateMailbox'),
  enableMailbox: token<EnableMailbox>('EnableMailbox'),
  disableMailbox: token<DisableMailbox>('DisableMailbox'),
  resetMailboxPassword: token<ResetMailboxPassword>('ResetMailboxPassword'),
  sendLoginLink: token<SendLoginLink>('SendLoginLink'),
  deleteMailbox: token<DeleteMailbox>('DeleteMailbox'),
  reconcileAliases: token<ReconcileObjects>('ReconcileAliases'),
  reconcileMailboxes: token<ReconcileObjects>('ReconcileMailboxes'),
  reconcileMailDomain: token<ReconcileMailDomain>('ReconcileMailDomain'),
  listOpenMailChanges: token<ListOpenMailChanges>('ListOpenMailChanges'),
  getDriftRun: token<GetDriftRun>('GetDriftRun'),
  listDrift: token<ListDrift>('ListDrift'),
  startReconciliation: token<StartReconciliation>('StartReconciliation'),
  settleDrift: token<SettleDrift>('SettleDrift'),
  confirmDrift: token<ConfirmDrift>('ConfirmDrift'),
  resolveDrift: token<ResolveDrift>('ResolveDrift'),
  readDriftAsOperator: token<ReadDriftAsOperator>('ReadDriftAsOperator'),
  resolveDriftAsOperator: token<ResolveDriftAsOperator>('ResolveDriftAsOperator'),
  awaitAliasChanges: token<AwaitAliasChanges>('AwaitAliasChanges'),
  listAliases: token<ListAliases>('ListAliases'),
  checkAliasRemoval: token<CheckAliasRemoval>('CheckAliasRemoval'),
  createAlias: token<CreateAlias>('CreateAlias'),
  createAliases: token<CreateAliases>('CreateAliases'),
  removeAlias: token<RemoveAlias>('RemoveAlias'),
  removeAliases: token<RemoveAliases>('RemoveAliases'),
  listMailDomainAccesses: token<ListMailDomainAccesses>('ListMailDomainAccesses'),
  getMailDomainAccess: token<GetMailDomainAccess>('GetMailDomainAccess'),
  listAvailableUsers: token<ListAvailableUsers>('ListAvailableUsers'),
  walkAvailableUsers: token<WalkAvailableUsers>('WalkAvailableUsers'),
  grantMailDomainAccess: token<GrantMailDomainAccess>('GrantMailDomainAccess'),
  setMailDomainRole: token<SetMailDomainRole>('SetMailDomainRole'),
  revokeMailDomainAccess: token<RevokeMailDomainAccess>('RevokeMailDomainAccess'),
  listMailDomainInvitations: token<ListMailDomainInvitations>('ListMailDomainInvitations'),
  getMailDomainInvitation: token<GetMailDomainInvitation>('GetMailDomainInvitation'),
  inviteToMailDomain: token<InviteToMailDomain>('InviteToMailDomain'),
  refreshMailDomainInvitation: token<RefreshMailDomainInvitation>('RefreshMailDomainInvitation'),
  withdrawMailDomainInvitation: token<WithdrawMailDomainInvitation>('WithdrawMailDomainInvitation'),
};
