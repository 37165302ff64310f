import { expect, it } from 'vitest';
import { MAIL_DOMAIN_STATUSES, type MailDomain } from './mail-domain.ts';
import { ensureMayManageMailDomains, mailDomainManagement, withDisabled } from './mail-domain-management.ts';

const [EARLIER, AT] = [new Date('2026-03-01T10:00:00Z'), new Date('2026-06-01T10:00:00Z')];

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
  expect(withDisabled(domain, true, AT).status).toBe('disabled');
  expect(withDisabled(domain, false, AT).status).toBe(status === 'disabled' ? 'pending' : status);
});

it.each(MAIL_DOMAIN_STATUSES)(
  'one without right DNS that is %s has its whole time again when it is enabled again',
  (status) => {
    const waiting = { status, unprovenSince: EARLIER, endAnnouncedAt: EARLIER } as MailDomain;
    const { unprovenSince, endAnnouncedAt } = withDisabled(waiting, false, AT);
    expect([unprovenSince, endAnnouncedAt]).toEqual(status === 'disabled' ? [AT, null] : [EARLIER, EARLIER]);
    expect(withDisabled({ ...waiting, unprovenSince: null }, false, AT).unprovenSince).toBeNull();
  },
);
