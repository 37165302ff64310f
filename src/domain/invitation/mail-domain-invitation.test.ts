import { expect, it } from 'vitest';
import { MAIL_DOMAIN_ROLES, type MailDomainRole } from '../mail-domain/mail-domain-access.ts';
import { ensureMayInvite, mailDomainInvitationAbilities } from './mail-domain-invitation.ts';

const HIGH = 'mail_domain_invitation.role_too_high';
const FORBIDDEN = 'mail_domain.action_forbidden';
const UNKNOWN = 'mail_domain.not_found';
const NOBODY: MailDomainRole | undefined = undefined;

it.each([
  [NOBODY, [UNKNOWN, UNKNOWN, UNKNOWN]],
  ['viewer', [FORBIDDEN, FORBIDDEN, FORBIDDEN]],
  ['administrator', ['', '', HIGH]],
  ['owner', ['', '', '']],
] as const)('%s invites a viewer, an administrator, an owner: %j', (role, codes) => {
  MAIL_DOMAIN_ROLES.forEach((granted, index) => {
    const attempt = () => ensureMayInvite(role, granted);
    if (codes[index] === '') expect(attempt).not.toThrow();
    else expect(attempt).toThrow(expect.objectContaining({ code: codes[index] }));
  });
});

it.each([
  ['viewer', 'viewer', false, false],
  ['administrator', 'viewer', true, true],
  ['administrator', 'administrator', true, true],
  ['administrator', 'owner', false, true],
  ['owner', 'owner', true, true],
] as const)(
  '%s of an invitation as %s: has it sent again %s, withdraws it %s',
  (role, granted, refresh, withdraw) => {
    expect(mailDomainInvitationAbilities(role, { role: granted })).toEqual({
      get: true,
      refresh,
      delete: withdraw,
      allowedFor: {
        refresh: granted === 'owner' ? ['owner'] : ['administrator', 'owner'],
        delete: ['administrator', 'owner'],
      },
    });
  },
);
