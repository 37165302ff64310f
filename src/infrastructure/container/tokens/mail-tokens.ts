import type {
  DisableMailbox,
  EnableMailbox,
  ResetMailboxPassword,
  SendLoginLink,
} from '../../../application/mail/act-on-mailbox.ts';
import type { AwaitAliasChanges } from '../../../application/mail/await-alias-changes.ts';
import type { AwaitMailboxChange } from '../../../application/mail/await-mailbox-change.ts';
import type {
  GrantMailDomainAccess,
  RevokeMailDomainAccess,
  SetMailDomainRole,
} from '../../../application/mail/change-mail-domain-access.ts';
import type { UpdateMailbox } from '../../../application/mail/change-mailbox.ts';
import type { CheckKeptMailDomain } from '../../../application/mail/check-kept-mail-domain.ts';
import type { CheckMailDomain } from '../../../application/mail/check-mail-domain.ts';
import type { CheckMailboxUpdate } from '../../../application/mail/check-mailbox-update.ts';
import type { ConfirmDrift } from '../../../application/mail/confirm-drift.ts';
import type { CreateAlias, CreateAliases } from '../../../application/mail/create-aliases.ts';
import type { CreateMailDomain } from '../../../application/mail/create-mail-domain.ts';
import type { CreateMailbox } from '../../../application/mail/create-mailbox.ts';
import type { DeleteMailbox } from '../../../application/mail/delete-mailbox.ts';
import type { ReconcileObjects } from '../../../application/mail/drift-lines.ts';
import type {
  InviteToMailDomain,
  RefreshMailDomainInvitation,
  WithdrawMailDomainInvitation,
} from '../../../application/mail/invite-to-mail-domain.ts';
import type { EditMailDomain, ListKeptMailDomains } from '../../../application/mail/keep-mail-domains.ts';
import type { ListOpenMailChanges } from '../../../application/mail/list-open-mail-changes.ts';
import type { ListUnsentMails, SendMailAgain } from '../../../application/mail/manage-unsent-mails.ts';
import type { CheckAliasRemoval, ListAliases } from '../../../application/mail/read-aliases.ts';
import type {
  GetDriftRun,
  ListDrift,
  ReadDriftAsOperator,
  StartReconciliation,
} from '../../../application/mail/read-drift.ts';
import type {
  GetMailDomainAccess,
  ListAvailableUsers,
  ListMailDomainAccesses,
  WalkAvailableUsers,
} from '../../../application/mail/read-mail-domain-accesses.ts';
import type {
  GetMailDomainInvitation,
  ListMailDomainInvitations,
} from '../../../application/mail/read-mail-domain-invitations.ts';
import type {
  GetMailbox,
  GetMailDomain,
  ListMailboxes,
  ListMailDomains,
} from '../../../application/mail/read-mail-domains.ts';
import type { ReconcileMailDomain } from '../../../application/mail/reconcile-mail-domain.ts';
import type { RefreshMailDomain } from '../../../application/mail/refresh-mail-domain.ts';
import type { RemoveAlias, RemoveAliases } from '../../../application/mail/remove-aliases.ts';
import type { ResolveDrift, ResolveDriftAsOperator } from '../../../application/mail/resolve-drift.ts';
import type { SettleDrift } from '../../../application/mail/settle-drift.ts';
import type { TakeCheckTurn } from '../../../application/mail/take-check-turn.ts';
import { token } from '../typed-bind.ts';

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
