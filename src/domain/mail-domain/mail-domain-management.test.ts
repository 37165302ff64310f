import { expect, it } from 'vitest';
import { MAIL_DOMAIN_STATUSES, type MailDomain } from './mail-domain.ts';
import { ensureMayManageMailDomains, mailDomainManagement, withDisabled } from './mail-domain-management.ts';

it.each(['list', 'edit', 'check'] as const)('%s: staff only', (action) => {
  expect(mailDomainManagement(true)[action]).toBe(true);
  expect(mailDomainManagement(false)[action]).toBe(false);
  expect(() => ensureMayManageMailDomains(true, action)).not.toThrow();
  expect(() => ensureMayManageMailDomains(false, action)).toThrow(
    expect.objectContaining({ code: 'mail_domain.action_forbidden' }),
  );
});

it.each(MAIL_DOMAIN_STATUSES)('a domain that is %s can be disabled, and be no longer so', (status) => {
  const domain = { status } as MailDomain;
  expect(withDisabled(domain, true).status).toBe('disabled');
  expect(withDisabled(domain, false).status).toBe(status === 'disabled' ? 'pending' : status);
});
