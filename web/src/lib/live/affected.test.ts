import { expect, it } from 'vitest';
import { type Change, isAffected } from './affected.ts';

const query = (path: string, input?: object) => ({ queryKey: [path.split('.'), { input, type: 'query' }] });
const DOMAIN = '0b1f6c1e-0000-4000-8000-000000000001' as Change['mailDomainId'];
const change = (kind: Change['kind'], ids: readonly string[] | null = null): Change => ({
  mailDomainId: DOMAIN,
  kind,
  ids,
});

it.each([
  ['mailboxes.list', { domainSlug: 'evryfr' }, change('mailbox', ['a']), true],
  ['mailboxes.get', { domainSlug: 'evryfr', id: 'a' }, change('mailbox', ['a']), true],
  ['mailboxes.get', { domainSlug: 'evryfr', id: 'b' }, change('mailbox', ['a']), false],
  ['mailboxes.get', { domainSlug: 'evryfr', id: 'b' }, change('mailbox'), true],
  ['mailboxes.list', { domainSlug: 'oldfr' }, change('mailbox', ['a']), false],
  ['mailChanges.list', { domainSlug: 'evryfr' }, change('mailbox', ['a']), true],
  ['mailDomains.get', { slug: 'evryfr' }, change('mail_domain'), true],
  ['mailDomains.get', { slug: 'oldfr' }, change('mail_domain'), false],
  ['mailDomains.list', {}, change('mail_domain'), true],
  ['mailDrift.run', { domainSlug: 'evryfr' }, change('drift'), true],
  ['mailDrift.run', { domainSlug: 'evryfr' }, change('mailbox'), false],
  ['aliases.list', { domainSlug: 'evryfr' }, change('waiting', ['a']), true],
  ['mailDomainAccesses.list', { domainSlug: 'evryfr' }, change('access'), true],
  ['mailDomainInvitations.list', { domainSlug: 'evryfr' }, change('invitation'), true],
  ['users.me', undefined, change('access'), false],
] as const)('asks %s %j again, or not', (path, input, one, expected) => {
  expect(isAffected(query(path, input), [one], 'evryfr')).toBe(expected);
});

it('asks for all of a domain where anything may have changed, and for what is of no domain', () => {
  expect(isAffected(query('mailboxes.get', { domainSlug: 'evryfr', id: 'a' }), null, 'evryfr')).toBe(true);
  expect(isAffected(query('mailboxes.list', { domainSlug: 'oldfr' }), null, 'evryfr')).toBe(false);
  expect(isAffected(query('mailboxes.list', { domainSlug: 'oldfr' }), null, undefined)).toBe(true);
  expect(isAffected(query('invitations.own'), null, undefined)).toBe(true);
  expect(isAffected(query('auditLog.list', {}), null, 'evryfr')).toBe(false);
});
