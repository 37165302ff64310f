import { beforeEach, describe, expect, it } from 'vitest';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { MailDomainRole } from '../../../src/domain/mail-domain/mail-domain-access.ts';
import { CHECKS } from '../../builders/domain-checks.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let domain: MailDomain;

beforeEach(async () => {
  world = await openUseCaseWorld();
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr' });
});

const refreshAs = async (role: MailDomainRole | undefined, slug = 'evryfr') => {
  const { actor } = await world.addPerson();
  if (role) await world.giveAccess(actor, domain, role);
  return world.useCases.refreshMailDomain(actor, slug);
};

it.each(['owner', 'administrator'] as const)(
  'answers an %s with the domain as just checked',
  async (role) => {
    world.provisioner.setCheck('evry.fr', CHECKS.external);
    world.clock.advance(5);
    expect(await refreshAs(role)).toMatchObject({
      id: domain.id,
      role,
      status: 'action_required',
      lastCheckDetails: CHECKS.external.raw,
      lastCheckedAt: world.clock.now(),
      mailboxCount: 0,
    });
  },
);

it('sends no mail', async () => {
  await refreshAs('owner');
  expect(world.jobs.waiting()).toEqual([]);
});

it('sends off the pending mailboxes of a domain that it finds ready', async () => {
  await world.addMailbox({ mailDomainId: domain.id });
  expect(await refreshAs('owner')).toMatchObject({ status: 'enabled', mailboxCount: 1 });
  await world.jobs.runAllJobs();
  expect(world.provisioner.listMailboxes('evry.fr')).toHaveLength(1);
});

it.each([
  ['viewer', 'mail_domain.action_forbidden'],
  [undefined, 'mail_domain.not_found'],
] as const)('refuses a %s, and asks nothing', async (role, code) => {
  await expect(refreshAs(role)).rejects.toMatchObject({ code });
  expect(world.provisionerCalls.calls).toEqual([]);
});

it('knows no other slug, nor another letter case', async () => {
  await expect(refreshAs('owner', 'EVRYFR')).rejects.toMatchObject({ code: 'mail_domain.not_found' });
});

it('does not enable a disabled domain, but shows its report', async () => {
  await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status: 'disabled' }));
  expect(await refreshAs('owner')).toMatchObject({ status: 'disabled', lastCheckDetails: { ready: true } });
});

it.each([
  ['unavailable', 'mail_provisioner.unavailable'],
  ['forbidden', 'mail_provisioner.forbidden'],
  ['unexpected', 'mail_provisioner.unexpected'],
] as const)('passes on that the provisioner is %s', async (kind, code) => {
  world.provisioner.setTrouble({ kind });
  await expect(refreshAs('owner')).rejects.toMatchObject({ code });
});

it('tells when the provisioner knows the domain no more', async () => {
  const lost = await world.addMailDomain({
    name: 'lost.fr',
    slug: 'lostfr',
    registration: { state: 'queued' },
  });
  await world.unitOfWork.run(({ mailDomains }) =>
    mailDomains.update({ ...lost, registration: { state: 'registered' } }),
  );
  const { actor } = await world.addPerson();
  await world.giveAccess(actor, lost, 'owner');
  await expect(world.useCases.refreshMailDomain(actor, 'lostfr')).rejects.toMatchObject({
    code: 'mail_provisioner.not_found',
  });
});

describe('where checks are kept apart', () => {
  beforeEach(async () => {
    world = await openUseCaseWorld({ settings: { checkIntervalSeconds: 10 } });
    domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr' });
  });

  it('answers with a report that is new enough', async () => {
    const { lastCheckedAt } = await refreshAs('owner');
    world.clock.advance(9);
    expect(await refreshAs('owner')).toMatchObject({ lastCheckedAt });
    world.clock.advance(1);
    expect(await refreshAs('owner')).toMatchObject({ lastCheckedAt: world.clock.now() });
    expect(world.provisionerCalls.count('checkDomain')).toBe(2);
  });

  it('refuses the check of another domain until it is its turn', async () => {
    await refreshAs('owner');
    world.clock.advance(4);
    domain = await world.addMailDomain({ name: 'autre.fr', slug: 'autrefr' });
    await expect(refreshAs('owner', 'autrefr')).rejects.toMatchObject({
      code: 'mail_domain.check_too_soon',
      kind: 'throttled',
      retryAfterSeconds: 6,
    });
    expect(world.provisionerCalls.count('checkDomain')).toBe(1);
  });

  it('has background checks wait for their turn', async () => {
    await refreshAs('owner');
    const other = await world.addMailDomain({ name: 'autre.fr', slug: 'autrefr' });
    await world.jobs.enqueue({ name: 'check_mail_domain', mailDomainId: other.id, notify: true });
    const began = world.clock.now().getTime();
    await world.jobs.runAllJobs();
    expect(world.provisionerCalls.count('checkDomain')).toBe(2);
    expect(world.clock.now().getTime() - began).toBe(10_000);
    expect(world.jobs.failures).toEqual([]);
  });
});
