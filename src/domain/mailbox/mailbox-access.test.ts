import { describe, expect, it } from 'vitest';
import { makeMailbox as buildMailbox } from '../../../tests/builders/make-mailbox.ts';
import { asked, done, refused, unanswered, withheld } from '../../../tests/builders/provisioned.ts';
import type { MailDomainStatus } from '../mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../mail-domain/mail-domain-access.ts';
import type { DomainError } from '../shared/errors.ts';
import type { MailDomainId } from '../shared/ids.ts';
import type { Mailbox } from './mailbox.ts';
import {
  abilitiesBeside,
  ensureMayOnMailbox,
  ensureNotForOneself,
  ensurePossible,
  handedOverInstead,
  isOwnMailbox,
  isToBeHandedOver,
  MAILBOX_ACTIONS,
  type MailboxAction,
  mailboxRefusals,
  refusalsWithoutIdentity,
  whyNoNewMailbox,
} from './mailbox-access.ts';
import { withWanted } from './mailbox-change.ts';

const makeMailbox = (given: Partial<Parameters<typeof buildMailbox>[0]> = {}): Mailbox =>
  buildMailbox({
    mailDomainId: 'domain' as MailDomainId,
    localPart: 'jean',
    secondaryEmail: 'jean@perso.fr',
    status: 'enabled',
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

/** Every manager of the domain may do every possible action. */
const ALL_OF_ENABLED = [
  'get',
  'update',
  'enable',
  'disable',
  'resetPassword',
  'sendLoginLink',
  'invitePassword',
  'listFactors',
  'handOverEnrolmentLink',
  'resetFactors',
  'cancelFactorReset',
  'listSessions',
  'endSessions',
];

/** Nobody vouches for themselves. */
const ALL_OF_OWN = ALL_OF_ENABLED.filter((action) => action !== 'handOverEnrolmentLink');

describe('what a role may do with a mailbox that works', () => {
  it.each<[MailDomainRole, string | null, readonly string[]]>([
    ['owner', null, ALL_OF_ENABLED],
    ['administrator', 'a@b.fr', ALL_OF_ENABLED],
    ['owner', 'jean@evry.fr', ALL_OF_OWN],
    ['owner', 'Jean@EVRY.fr', ALL_OF_OWN],
    ['administrator', 'jean@evry.fr', ALL_OF_OWN],
    ['viewer', 'jean@evry.fr', ['get', 'update']],
    ['viewer', 'Jean@evry.fr', ['get']],
    ['viewer', 'paul@evry.fr', ['get']],
    ['viewer', null, ['get']],
  ])('%s with the e-mail %s: %j', (role, email, actions) => {
    const mailbox = makeMailbox();
    const refused = mailboxRefusals({ role, email }, mailbox, domain());
    const abilities = abilitiesBeside(refused);
    expect(MAILBOX_ACTIONS.filter((action) => abilities[action])).toEqual(actions);
    const isOwn = isOwnMailbox(mailbox, 'evry.fr', email);
    const never = ['delete', 'handOverPasswordLink'];
    for (const action of MAILBOX_ACTIONS.filter((other) => !never.includes(other))) {
      const code = actions.includes(action) ? undefined : 'mailbox.action_forbidden';
      const refuse = () => {
        ensureMayOnMailbox(role, isOwn, action);
        ensureNotForOneself(action, mailbox, domain(), email);
      };
      expect(refusalOf(refuse)).toBe(code);
      expect(refused[action], action).toBe(code);
    }
  });

  it('is nothing without access to the domain, not even to know of it', () => {
    expect(refusalOf(() => ensureMayOnMailbox(undefined, true, 'get'))).toBe('mail_domain.not_found');
  });
});

describe('what is not possible with a mailbox as it is', () => {
  type Refusals = Partial<Record<MailboxAction, string>>;
  const NOBODY_SIGNS_IN = {
    invitePassword: 'mailbox.not_enabled',
    handOverPasswordLink: 'mailbox.not_enabled',
    handOverEnrolmentLink: 'mailbox.not_enabled',
    resetFactors: 'mailbox.not_enabled',
  };
  const NOT_ENABLED = {
    resetPassword: 'mailbox.not_enabled',
    sendLoginLink: 'mailbox.not_enabled',
    ...NOBODY_SIGNS_IN,
  };
  const HAS_ADDRESS = { handOverPasswordLink: 'mailbox.secondary_email_present' };
  const NOWHERE = {
    resetPassword: 'mailbox.secondary_email_needed_for_reset',
    sendLoginLink: 'mailbox.secondary_email_needed_for_link',
    invitePassword: 'mailbox.secondary_email_needed_for_link',
  };
  const EXISTS = { delete: 'mailbox.already_provisioned' };
  const BEING_CREATED = { ...NOT_ENABLED, delete: 'mailbox.being_created' };
  const DISABLED = 'mail_domain.disabled';
  const FROZEN = { update: DISABLED, enable: DISABLED, disable: DISABLED };

  it.each<[string, Parameters<typeof makeMailbox>[0], MailDomainStatus, Refusals]>([
    ['enabled', {}, 'enabled', { ...EXISTS, ...HAS_ADDRESS }],
    ['without secondary e-mail', { secondaryEmail: null }, 'enabled', { ...EXISTS, ...NOWHERE }],
    ['with itself as that', { secondaryEmail: 'JEAN@evry.fr' }, 'enabled', { ...EXISTS, ...NOWHERE }],
    ['disabled', { status: 'disabled' }, 'enabled', { ...EXISTS, ...NOT_ENABLED }],
    [
      'to be disabled',
      { provisioned: done({ change: withWanted(null, { active: false }, new Date(0)) }) },
      'enabled',
      { ...EXISTS, ...NOBODY_SIGNS_IN },
    ],
    ['disabled, never created', { provisioned: withheld() }, 'enabled', NOT_ENABLED],
    ['disabled before there was an answer', { provisioned: unanswered() }, 'enabled', BEING_CREATED],
    ['disabled after it was refused', { provisioned: refused({}, 'disabled') }, 'enabled', NOT_ENABLED],
    ['pending', { status: 'pending' }, 'pending', NOT_ENABLED],
    ['asked for', { provisioned: asked() }, 'enabled', BEING_CREATED],
    ['failed', { provisioned: refused() }, 'enabled', NOT_ENABLED],
    ['in a disabled domain', {}, 'disabled', { ...FROZEN, ...EXISTS, ...NOBODY_SIGNS_IN }],
  ])('%s', (_what, given, status, refusals) => {
    const mailbox = makeMailbox(given);
    const refused = mailboxRefusals({ role: 'owner', email: null }, mailbox, domain(status));
    expect(refused).toEqual(refusals);
    const abilities = abilitiesBeside(refused);
    for (const action of MAILBOX_ACTIONS) {
      expect(
        refusalOf(() => ensurePossible(action, mailbox, domain(status))),
        action,
      ).toBe(refusals[action]);
      expect(abilities[action], action).toBe(refusals[action] === undefined);
    }
  });
});

describe('whose owners are handed a link instead', () => {
  const instead = (given: Parameters<typeof makeMailbox>[0], role: MailDomainRole = 'owner') =>
    handedOverInstead(mailboxRefusals({ role, email: null }, makeMailbox(given), domain()));

  it('has those to whom nothing can be sent, as far as the person may hand them one', () => {
    const all = ['resetPassword', 'sendLoginLink', 'invitePassword'];
    expect(instead({ secondaryEmail: null })).toEqual(all);
    expect(instead({ secondaryEmail: null }, 'administrator')).toEqual(all);
    expect(instead({ secondaryEmail: null }, 'viewer')).toEqual([]);
    expect(instead({})).toEqual([]);
    expect(instead({ secondaryEmail: null, status: 'disabled' })).toEqual([]);
  });

  it('has nobody where owners have no identity', () => {
    const refusals = mailboxRefusals(
      { role: 'owner', email: null },
      makeMailbox({ secondaryEmail: null }),
      domain(),
    );
    expect(handedOverInstead(refusalsWithoutIdentity(refusals))).toEqual([]);
  });

  it('tells a refusal for want of an address from any other', () => {
    expect(isToBeHandedOver('mailbox.secondary_email_needed_for_link')).toBe(true);
    expect(isToBeHandedOver('mailbox.secondary_email_needed_for_reset')).toBe(true);
    expect(isToBeHandedOver('mailbox.not_enabled')).toBe(false);
  });
});

describe('a new mailbox', () => {
  it.each([
    ['owner', 'enabled', null],
    ['administrator', 'pending', null],
    ['administrator', 'disabled', 'mail_domain.disabled'],
    ['viewer', 'enabled', 'mail_domain.action_forbidden'],
    ['viewer', 'disabled', 'mail_domain.action_forbidden'],
  ] as const)('%s of a domain that is %s: %s', (role, status, expected) => {
    expect(whyNoNewMailbox(role, { status })).toBe(expected);
  });
});
