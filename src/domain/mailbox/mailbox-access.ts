import type { MailDomain } from '../mail-domain/mail-domain.ts';
import { ensureMay, type MailDomainRole, mailDomainAbilities } from '../mail-domain/mail-domain-access.ts';
import { normalizeEmail } from '../shared/email-address.ts';
import { DomainError, type ErrorCode } from '../shared/errors.ts';
import { isAddressOf, type Mailbox, mailboxAddress, outsideAddress } from './mailbox.ts';
import { changeOf, type ProvisioningState, staysEnabled } from './provisioning.ts';

/** Actions on a mailbox (contract/rest-api.md 3.12). */
export const MAILBOX_ACTIONS = [
  'get',
  'update',
  'enable',
  'disable',
  'resetPassword',
  'sendLoginLink',
  'invitePassword',
  'handOverPasswordLink',
  'listFactors',
  'handOverEnrolmentLink',
  'resetFactors',
  'cancelFactorReset',
  'listSessions',
  'endSessions',
  'delete',
] as const;
export type MailboxAction = (typeof MAILBOX_ACTIONS)[number];

/** Whether a person may do each action in the mailbox's present state; the typed API returns them. */
export type MailboxAbilities = Readonly<Record<MailboxAction, boolean>>;

/** Why a person may not do an action now: the code that they would get for it. Absent for what they may do. */
export type MailboxRefusals = Readonly<Partial<Record<MailboxAction, ErrorCode>>>;

/** `own`: a viewer whose e-mail address is the mailbox's. */
const PERMITTED: Readonly<Record<MailDomainRole | 'own', readonly MailboxAction[]>> = {
  viewer: ['get'],
  own: ['get', 'update'],
  administrator: MAILBOX_ACTIONS,
  owner: MAILBOX_ACTIONS,
};

/**
 * What nobody does with their own mailbox, whatever their role: who knows its password alone would vouch for themselves with
 * the rights that it opens.
 */
const VOUCHING: readonly MailboxAction[] = ['handOverEnrolmentLink'];

const vouchesForOneself = (
  action: MailboxAction,
  mailbox: Pick<Mailbox, 'localPart'>,
  domainName: string,
  email: string | null,
): boolean => VOUCHING.includes(action) && isAddressOf(mailbox, domainName, email);

const permits = (role: MailDomainRole, isOwn: boolean, action: MailboxAction): boolean =>
  PERMITTED[role === 'viewer' && isOwn ? 'own' : role].includes(action);

type Surroundings = Pick<MailDomain, 'name' | 'status'>;
/** The members of a mailbox that decide which actions are possible. */
type State = Pick<Mailbox, 'localPart' | 'secondaryEmail' | 'status' | 'provisioning'>;
type Obstacle = (mailbox: State, mailDomain: Surroundings) => ErrorCode | undefined;

const whenDisabled = ({ status }: Pick<MailDomain, 'status'>) =>
  status === 'disabled' ? 'mail_domain.disabled' : undefined;

/** No mailbox of a disabled domain changes. */
const ofDisabledDomain: Obstacle = (_mailbox, mailDomain) => whenDisabled(mailDomain);

/** Why a person with `role` in a domain cannot create mailboxes in it; null: they can. */
export const whyNoNewMailbox = (
  role: MailDomainRole,
  mailDomain: Pick<MailDomain, 'status'>,
): 'mail_domain.action_forbidden' | 'mail_domain.disabled' | null =>
  mailDomainAbilities(role).post ? (whenDisabled(mailDomain) ?? null) : 'mail_domain.action_forbidden';

/** @throws DomainError `mail_domain.disabled`: a disabled domain gets no mailbox, and those that it has do not change */
export function ensureNotDisabled(mailDomain: Pick<MailDomain, 'status'>): void {
  const code = whenDisabled(mailDomain);
  if (code !== undefined) throw new DomainError(code, 'The domain is disabled');
}

/** The password or link of a mailbox that is not enabled would be useless (D62). */
const whenNothingCanBeSent =
  (nowhere: ErrorCode): Obstacle =>
  (mailbox, { name }) => {
    if (mailbox.status !== 'enabled') return 'mailbox.not_enabled';
    return outsideAddress(mailbox, name) === null ? nowhere : undefined;
  };

/** Nobody signs in with a mailbox that is not enabled, or is to be disabled, in a domain that is. */
const whenNobodySignsIn: Obstacle = (mailbox, mailDomain) =>
  staysEnabled(mailbox.status, changeOf(mailbox)) && mailDomain.status === 'enabled'
    ? undefined
    : 'mailbox.not_enabled';

/** Only a mailbox that the provisioner does not have can be deleted. */
const WHY_NOT_DELETED: Readonly<Record<ProvisioningState, ErrorCode | undefined>> = {
  waiting: undefined,
  asked: 'mailbox.being_created',
  done: 'mailbox.already_provisioned',
  refused: undefined,
  withheld: undefined,
  unanswered: 'mailbox.being_created',
};

const OBSTACLES: Readonly<Record<MailboxAction, Obstacle>> = {
  get: () => undefined,
  update: ofDisabledDomain,
  enable: ofDisabledDomain,
  disable: ofDisabledDomain,
  resetPassword: whenNothingCanBeSent('mailbox.secondary_email_needed_for_reset'),
  sendLoginLink: whenNothingCanBeSent('mailbox.secondary_email_needed_for_link'),
  invitePassword: (mailbox, mailDomain) =>
    whenNobodySignsIn(mailbox, mailDomain) ??
    (outsideAddress(mailbox, mailDomain.name) === null
      ? 'mailbox.secondary_email_needed_for_link'
      : undefined),
  handOverPasswordLink: (mailbox, mailDomain) =>
    whenNobodySignsIn(mailbox, mailDomain) ??
    (outsideAddress(mailbox, mailDomain.name) === null ? undefined : 'mailbox.secondary_email_present'),
  listFactors: () => undefined,
  handOverEnrolmentLink: whenNobodySignsIn,
  resetFactors: whenNobodySignsIn,
  cancelFactorReset: () => undefined,
  // Whoever was signed in before it stopped working can be signed out.
  listSessions: () => undefined,
  endSessions: () => undefined,
  delete: ({ provisioning: { state } }) => WHY_NOT_DELETED[state],
};

/** Refusals for want of an address: nothing can be sent to the owner, and somebody hands them a link. */
const HANDED_OVER: readonly ErrorCode[] = [
  'mailbox.secondary_email_needed_for_link',
  'mailbox.secondary_email_needed_for_reset',
];

/** Whether what was refused is done by handing the owner a link (`handOverPasswordLink`). */
export const isToBeHandedOver = (code: ErrorCode): boolean => HANDED_OVER.includes(code);

/** The refused actions in whose place the owner of a mailbox can be handed a link now. */
export const handedOverInstead = (refusals: MailboxRefusals): readonly MailboxAction[] =>
  refusals.handOverPasswordLink === undefined
    ? MAILBOX_ACTIONS.filter((action) => {
        const code = refusals[action];
        return code !== undefined && isToBeHandedOver(code);
      })
    : [];

type Person = Readonly<{ role: MailDomainRole; email: string | null }>;

/** Why a person with `role` in the domain and the address `email` may not do what they may not do with a mailbox. */
export function mailboxRefusals(
  { role, email }: Person,
  mailbox: State,
  mailDomain: Surroundings,
): MailboxRefusals {
  const isOwn = isOwnMailbox(mailbox, mailDomain.name, email);
  const whyNot = (action: MailboxAction): ErrorCode | undefined =>
    permits(role, isOwn, action) && !vouchesForOneself(action, mailbox, mailDomain.name, email)
      ? OBSTACLES[action](mailbox, mailDomain)
      : 'mailbox.action_forbidden';
  const refused = MAILBOX_ACTIONS.flatMap((action) => {
    const code = whyNot(action);
    return code === undefined ? [] : [[action, code] as const];
  });
  return Object.fromEntries(refused);
}

/** What takes an identity of the mailbox's owner here, and the code where they have none. */
const WITHOUT_IDENTITY = {
  invitePassword: 'password_link.not_offered',
  handOverPasswordLink: 'password_link.not_offered',
  handOverEnrolmentLink: 'second_factor.not_offered',
} as const satisfies MailboxRefusals;

/** The refusals for mailboxes of a domain where owners have no identity; what is refused already keeps its code. */
export const refusalsWithoutIdentity = (refusals: MailboxRefusals): MailboxRefusals => ({
  ...WITHOUT_IDENTITY,
  ...refusals,
});

/** What remains allowed beside the refusals. */
export const abilitiesBeside = (refusals: MailboxRefusals): MailboxAbilities =>
  Object.fromEntries(
    MAILBOX_ACTIONS.map((action) => [action, refusals[action] === undefined]),
  ) as MailboxAbilities;

/** Whether a mailbox of the domain `domainName` has the address `email`, the local part letter for letter. */
export const isOwnMailbox = (
  { localPart }: Pick<Mailbox, 'localPart'>,
  domainName: string,
  email: string | null,
): boolean => email !== null && normalizeEmail(email) === mailboxAddress(localPart, domainName);

/**
 * Refuses unless a person with `role` (undefined: no access to the domain) may do `action` with a mailbox, in any state.
 *
 * @throws DomainError `mail_domain.not_found` without access, `mailbox.action_forbidden` with too little
 */
export function ensureMayOnMailbox(
  role: MailDomainRole | undefined,
  isOwn: boolean,
  action: MailboxAction,
): void {
  ensureMay(role, 'get');
  if (permits(role, isOwn, action)) return;
  throw new DomainError('mailbox.action_forbidden', `A ${role} may not ${action}`);
}

/**
 * Refuses what a person with the address `email` may not do with a mailbox because it is their own.
 *
 * @throws DomainError `mailbox.action_forbidden`
 */
export function ensureNotForOneself(
  action: MailboxAction,
  mailbox: Pick<Mailbox, 'localPart'>,
  { name }: Pick<MailDomain, 'name'>,
  email: string | null,
): void {
  if (!vouchesForOneself(action, mailbox, name, email)) return;
  throw new DomainError('mailbox.action_forbidden', `Nobody may ${action} for themselves`);
}

/**
 * Refuses an action that the mailbox's state rules out, whoever asks.
 *
 * @throws DomainError `mail_domain.disabled`, `mailbox.not_enabled`, `mailbox.secondary_email_needed_for_reset`,
 *   `mailbox.secondary_email_needed_for_link`, `mailbox.secondary_email_present`, `mailbox.already_provisioned`,
 *   `mailbox.being_created` when the provisioner was asked for the mailbox and may have created it
 */
export function ensurePossible(action: MailboxAction, mailbox: State, mailDomain: Surroundings): void {
  const code = OBSTACLES[action](mailbox, mailDomain);
  if (code !== undefined) throw new DomainError(code, `The mailbox cannot be subject to ${action} now`);
}
