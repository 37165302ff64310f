import { describe, expect, it } from 'vitest';
import type { MailDomainStatus } from '../mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../mail-domain/mail-domain-access.ts';
import type { DomainError } from '../shared/errors.ts';
import type { MailboxId, MailDomainId } from '../shared/ids.ts';
import type { Mailbox } from './mailbox.ts';
import {
  ensureMayOnMailbox,
  ensurePossible,
  isOwnMailbox,
  MAILBOX_ACTIONS,
  type MailboxAction,
  mailboxAbilities,
} from './mailbox-access.ts';
import { UNCHANGED } from './mailbox-change.ts';

const BEGUN = new Date(0);
const makeMailbox = (given: Partial<Mailbox> = {}): Mailbox => ({
  id: 'mailbox' as MailboxId,
  mailDomainId: 'domain' as MailDomainId,
  kind: 'personal',
  firstName: 'Jean',
  lastName: 'Dupont',
  localPart: 'jean',
  secondaryEmail: 'jean@perso.fr',
  status: 'enabled',
  passwordHash: null,
  issuerId: null,
  provisioningStartedAt: BEGUN,
  provisioningFailure: null,
  ...UNCHANGED,
  createdAt: BEGUN,
  updatedAt: BEGUN,
  ...given,
});
const domain = (status: MailDomainStatus = 'enabled') => ({ name: 'evry.fr', status });

const refusalOf = (refuse: () => void): string | undefined => {
  try {
    refuse();
    return undefined;
  } catch (error) {
    return (error as DomainError).code ?? 'without a code';
  }
};

/** Whoever manages the domain may do all that is possible. */
const ALL_OF_ENABLED = ['get', 'update', 'enable', 'disable', 'resetPassword', 'sendLoginLink'];

describe('what somebody may do with a mailbox that works', () => {
  it.each<[MailDomainRole, string | null, readonly string[]]>([
    ['owner', null, ALL_OF_ENABLED],
    ['administrator', 'a@b.fr', ALL_OF_ENABLED],
    ['owner', 'jean@evry.fr', ALL_OF_ENABLED],
    ['administrator', 'jean@evry.fr', ALL_OF_ENABLED],
    ['viewer', 'jean@evry.fr', ['get', 'update']],
    ['viewer', 'Jean@evry.fr', ['get']],
    ['viewer', 'paul@evry.fr', ['get']],
    ['viewer', null, ['get']],
  ])('%s with the e-mail %s: %j', (role, email, actions) => {
    const mailbox = makeMailbox();
    const abilities = mailboxAbilities({ role, email }, mailbox, domain());
    expect(MAILBOX_ACTIONS.filter((action) => abilities[action])).toEqual(actions);
    const isOwn = isOwnMailbox(mailbox, 'evry.fr', email);
    for (const action of MAILBOX_ACTIONS.filter((other) => other !== 'delete')) {
      const code = actions.includes(action) ? undefined : 'mailbox.action_forbidden';
      expect(refusalOf(() => ensureMayOnMailbox(role, isOwn, action))).toBe(code);
    }
  });

  it('is nothing without access to the domain, not even to know of it', () => {
    expect(refusalOf(() => ensureMayOnMailbox(undefined, true, 'get'))).toBe('mail_domain.not_found');
  });
});

describe('what is not possible with a mailbox as it is', () => {
  type Refusals = Partial<Record<MailboxAction, string>>;
  const NOT_ENABLED = { resetPassword: 'mailbox.not_enabled', sendLoginLink: 'mailbox.not_enabled' };
  const NOWHERE = {
    resetPassword: 'mailbox.secondary_email_needed_for_reset',
    sendLoginLink: 'mailbox.secondary_email_needed_for_link',
  };
  const EXISTS = { delete: 'mailbox.exists_already' };
  const DISABLED = 'mail_domain.disabled';
  const FROZEN = { update: DISABLED, enable: DISABLED, disable: DISABLED };

  it.each<[string, Partial<Mailbox>, MailDomainStatus, Refusals]>([
    ['enabled', {}, 'enabled', EXISTS],
    ['without secondary e-mail', { secondaryEmail: null }, 'enabled', { ...EXISTS, ...NOWHERE }],
    ['with itself as that', { secondaryEmail: 'JEAN@evry.fr' }, 'enabled', { ...EXISTS, ...NOWHERE }],
    ['disabled', { status: 'disabled' }, 'enabled', { ...EXISTS, ...NOT_ENABLED }],
    [
      'disabled, never created',
      { status: 'disabled', isNeverCreated: true, provisioningStartedAt: null },
      'enabled',
      NOT_ENABLED,
    ],
    [
      'disabled before there was an answer',
      { status: 'disabled', isNeverCreated: true },
      'enabled',
      { ...NOT_ENABLED, delete: 'mailbox.being_created' },
    ],
    ['pending', { status: 'pending', provisioningStartedAt: null }, 'pending', NOT_ENABLED],
    ['asked for', { status: 'pending' }, 'enabled', { ...NOT_ENABLED, delete: 'mailbox.being_created' }],
    ['failed', { status: 'failed' }, 'enabled', NOT_ENABLED],
    ['in a disabled domain', {}, 'disabled', { ...FROZEN, ...EXISTS }],
  ])('%s', (_what, given, status, refusals) => {
    const mailbox = makeMailbox(given);
    const abilities = mailboxAbilities({ role: 'owner', email: null }, mailbox, domain(status));
    for (const action of MAILBOX_ACTIONS) {
      expect(
        refusalOf(() => ensurePossible(action, mailbox, domain(status))),
        action,
      ).toBe(refusals[action]);
      expect(abilities[action], action).toBe(refusals[action] === undefined);
    }
  });
});
