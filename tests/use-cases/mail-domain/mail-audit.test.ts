import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { BY_JOB } from '../../../src/domain/audit/audit-entry.ts';
import { CHECKS } from '../../builders/domain-checks.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { ORIGIN } from '../../builders/origin.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const BOX = {
  slug: 'evryfr',
  firstName: 'Jean',
  lastName: 'Valjean',
  localPart: 'Jean',
  secondaryEmail: null,
};

let world: UseCaseWorld;
let owner: Actor;
let byOwner: object;
const byJob = { actorId: null, origin: BY_JOB.origin };

beforeEach(async () => {
  world = await openUseCaseWorld();
  const organization = await world.addOrganization(makeOrganization());
  owner = (await world.addPerson({ organizationId: organization.id })).actor;
  byOwner = { actorId: owner.userId, origin: ORIGIN, organizationId: organization.id };
});

describe('a new mail domain', () => {
  const create = () =>
    world.jobs.during(() =>
      world.useCases.createMailDomain(owner, { name: 'evry.fr', supportEmail: 's@evry.fr' }),
    );

  it('is audited with its owner, then what the provisioner made of it', async () => {
    const { id } = await create();
    const about = { objectType: 'mail_domain', objectId: id, label: 'evry.fr' };
    expect(world.audited()).toMatchObject([
      { ...about, action: 'mail_domain.created', subjectId: owner.userId, ...byOwner },
      { ...about, action: 'mail_domain.registered', organizationId: null, ...byJob },
      {
        ...about,
        action: 'mail_domain.status_changed',
        ...byJob,
        details: { status: { before: 'pending', after: 'enabled' } },
      },
    ]);
  });

  it('that is refused is audited to its end', async () => {
    world.provisioner.refuseNext('no');
    await expect(create()).rejects.toMatchObject({ code: 'mail_domain.refused' });
    const details = { code: 'mail_domain.refused' };
    expect(world.audited()).toMatchObject([
      { action: 'mail_domain.created', ...byOwner },
      { action: 'mail_domain.registration_refused', ...byJob, details },
      { action: 'mail_domain.deleted', ...byOwner, details },
    ]);
  });

  it('whose creator left before the refusal is audited to its end by a job', async () => {
    await world.addMailDomain({
      registration: { state: 'refused', code: 'mail_domain.refused', reason: 'no' },
    });
    const [{ id: mailDomainId } = { id: undefined }] = world.tables().mailDomains.all(() => true);
    if (mailDomainId === undefined) throw new Error('the domain is not there');
    await world.handlers.register_mail_domain({ name: 'register_mail_domain', mailDomainId });
    expect(world.audited()).toMatchObject([{ action: 'mail_domain.deleted', ...byJob }]);
  });
});

it('a check on request has its author, and one that changes nothing is not audited', async () => {
  const domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr' });
  await world.giveAccess(owner, domain, 'owner');
  world.provisioner.setCheck('evry.fr', CHECKS.external);
  await world.useCases.refreshMailDomain(owner, 'evryfr');
  await world.useCases.refreshMailDomain(owner, 'evryfr');
  expect(world.audited()).toMatchObject([
    {
      action: 'mail_domain.status_changed',
      ...byOwner,
      details: { status: { before: 'pending', after: 'action_required' } },
    },
  ]);
});

describe('a new mailbox', () => {
  const create = () => world.jobs.during(() => world.useCases.createMailbox(owner, BOX));

  beforeEach(async () => {
    const organization = await world.addOrganization(makeOrganization());
    const domain = await world.addMailDomain({
      name: 'evry.fr',
      slug: 'evryfr',
      status: 'enabled',
      organizationId: organization.id,
    });
    await world.giveAccess(owner, domain, 'owner');
    byOwner = { ...byOwner, organizationId: organization.id };
  });

  it('is audited, then that it is there', async () => {
    const { id: objectId } = await create();
    const about = { objectType: 'mailbox', objectId, label: 'jean@evry.fr' };
    expect(world.audited()).toMatchObject([
      { ...about, action: 'mailbox.created', ...byOwner },
      { ...about, action: 'mailbox.provisioned', ...byOwner, ...byJob },
    ]);
    expect(JSON.stringify(world.audited())).not.toMatch(/password|hash/i);
  });

  it('that is refused is audited to its end', async () => {
    world.provisioner.refuseNext('too short');
    await expect(create()).rejects.toMatchObject({ code: 'mailbox.refused' });
    expect(world.audited()).toMatchObject([
      { action: 'mailbox.created', ...byOwner },
      { action: 'mailbox.provisioning_failed', ...byJob, details: { code: 'mailbox.refused' } },
      { action: 'mailbox.deleted', ...byOwner },
    ]);
  });
});
