import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { GivenOfMailbox } from '../../builders/make-mailbox.ts';
import { driftLines, openComparedDomain } from '../../support/compared-domain.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

describe('comparing a mail domain with the provisioner', () => {
  let world: UseCaseWorld;
  let mailDomain: MailDomain;
  let owner: Actor;

  beforeEach(async () => {
    ({ world, mailDomain, owner } = await openComparedDomain());
  });

  const theirs = (localPart: string, firstName: string, lastName: string, isActive = true) =>
    world.provisioner.putMailbox({ domain: 'commune.fr', localPart, firstName, lastName }, isActive);
  const ours = (given: Partial<GivenOfMailbox>) =>
    world.addMailbox({ mailDomainId: mailDomain.id, status: 'enabled', ...given });
  const compare = (imports = true) => world.useCases.reconcileMailDomain(mailDomain.id, { imports });
  const lines = () => driftLines({ world, mailDomain, owner });
  const said = async () =>
    (await lines()).map(({ address, finding, reason }) => [address, finding, ...(reason ? [reason] : [])]);
  const resolve = async (address: string, resolution: 'adopt' | 'push' | 'ignore', actor = owner) => {
    const line = (await lines()).find((one) => one.address === address);
    if (!line) throw new Error(`no line about ${address}`);
    await world.useCases.resolveDrift(actor, { slug: mailDomain.slug, id: line.id, resolution });
  };
  const stored = (localPart: string) =>
    world.tables().mailboxes.first((mailbox) => mailbox.localPart === localPart);

  const imported = () =>
    world
      .tables()
      .auditEntries.all(({ action }) => action === 'mailbox.imported')
      .map(({ label }) => label);

  it('imports what is missing here, in its state, and tells', async () => {
    theirs('ana', 'Ana', 'Da Costa');
    theirs('bob', 'Bob', 'Martin', false);
    theirs('accueil', '', '');
    expect(await compare()).toMatchObject({ state: 'complete', rows: 3 });
    expect(await said()).toEqual([
      ['accueil@commune.fr', 'imported'],
      ['ana@commune.fr', 'imported'],
      ['bob@commune.fr', 'imported'],
    ]);
    expect(stored('ana')).toMatchObject({ status: 'enabled', kind: 'personal', passwordHash: null });
    expect(stored('bob')).toMatchObject({ status: 'disabled', lastName: 'Martin' });
    expect(stored('accueil')).toMatchObject({ kind: 'functional', firstName: '', lastName: '' });
    expect(imported()).toEqual(['ana@commune.fr', 'bob@commune.fr', 'accueil@commune.fr']);
    await compare();
    expect(await said()).toEqual([]);
    expect(imported()).toHaveLength(3);
  });

  it('isolates the rows that cannot be taken over', async () => {
    await ours({ localPart: 'ana', firstName: 'Ana', lastName: 'Da Costa' });
    theirs('ana', 'Ana', 'Da Costa');
    theirs('ana2', 'ANA', 'da costa');
    theirs('oxadmin', 'Admin', 'Context');
    theirs('éloïse', 'Éloïse', 'Roy');
    theirs('zoe', 'Zoé', 'Roy');
    expect(await compare()).toMatchObject({ state: 'complete', rows: 5 });
    expect(await said()).toEqual([
      ['ana2@commune.fr', 'skipped', 'name_taken'],
      ['oxadmin@commune.fr', 'skipped', 'technical'],
      ['zoe@commune.fr', 'imported'],
      ['éloïse@commune.fr', 'skipped', 'invalid_local_part'],
    ]);
  });

  it('only reports when it is not to import', async () => {
    theirs('ana', 'Ana', 'Da Costa');
    await compare(false);
    expect(await said()).toEqual([['ana@commune.fr', 'missing_here']]);
    expect(stored('ana')).toBeUndefined();
    await resolve('ana@commune.fr', 'adopt');
    expect(stored('ana')).toMatchObject({ status: 'enabled', firstName: 'Ana' });
    expect(await said()).toEqual([]);
  });

  it('tells what is missing there, but not what is on its way or refused', async () => {
    await ours({ localPart: 'gone' });
    await ours({ localPart: 'waiting', status: 'pending' });
    await ours({ localPart: 'refused', status: 'failed' });
    await ours({ localPart: 'off', status: 'disabled' });
    await compare();
    expect(await said()).toEqual([['gone@commune.fr', 'missing_there']]);
  });

  it('has what is missing there created again', async () => {
    await ours({ localPart: 'gone', firstName: 'Ana', lastName: 'Da Costa' });
    await compare();
    await resolve('gone@commune.fr', 'push');
    expect(stored('gone')?.status).toBe('pending');
    await world.jobs.runAllJobs();
    expect(stored('gone')?.status).toBe('enabled');
    expect(world.provisioner.listMailboxes('commune.fr')).toMatchObject([{ email: 'gone@commune.fr' }]);
    expect(await said()).toEqual([]);
  });

  it('lets what is missing there go here too', async () => {
    await ours({ localPart: 'gone' });
    await compare();
    await resolve('gone@commune.fr', 'adopt');
    expect(stored('gone')).toBeUndefined();
  });

  it('takes over names and activity', async () => {
    await ours({ localPart: 'ana', firstName: 'Ana', lastName: 'Martin' });
    await ours({ localPart: 'bob', firstName: 'Bob', lastName: 'Roy' });
    theirs('ana', 'Ana', 'Da Costa');
    theirs('bob', '', '', false);
    await compare();
    expect(await said()).toEqual([
      ['ana@commune.fr', 'differing'],
      ['bob@commune.fr', 'differing'],
    ]);
    await resolve('ana@commune.fr', 'adopt');
    await resolve('bob@commune.fr', 'adopt');
    expect(stored('ana')).toMatchObject({ lastName: 'Da Costa', status: 'enabled' });
    expect(stored('bob')).toMatchObject({ lastName: 'Roy', status: 'disabled' });
    await compare();
    expect(await said()).toEqual([]);
  });

  it('has names and activity made as ours', async () => {
    await ours({ localPart: 'ana', firstName: 'Ana', lastName: 'Martin' });
    await ours({ localPart: 'bob', firstName: 'Bob', lastName: 'Roy' });
    await ours({ localPart: 'zoe', firstName: 'Zoé', lastName: 'Roy', status: 'disabled' });
    theirs('ana', 'Ana', 'Da Costa');
    theirs('bob', 'Bobby', 'Roy', false);
    theirs('zoe', 'Zoé', 'Roy');
    await compare();
    for (const localPart of ['ana', 'bob', 'zoe']) await resolve(`${localPart}@commune.fr`, 'push');
    await compare();
    expect(await said()).toEqual([]);
    await world.jobs.runAllJobs();
    expect(
      world.provisioner
        .listMailboxes('commune.fr')
        .map(({ localPart, firstName, lastName, isActive }) => [localPart, firstName, lastName, isActive]),
    ).toEqual([
      ['ana', 'Ana', 'Martin', true],
      ['bob', 'Bob', 'Roy', true],
      ['zoe', expect.any(String), expect.any(String), false],
    ]);
    expect(stored('ana')).toMatchObject({ status: 'enabled', provisioning: { change: null } });
    expect(stored('bob')).toMatchObject({ status: 'enabled', provisioning: { change: null } });
    expect(stored('zoe')).toMatchObject({ status: 'disabled', provisioning: { change: null } });
    await compare();
    expect(await said()).toEqual([]);
  });

  it('ignores a line until it says something else', async () => {
    await ours({ localPart: 'ana', firstName: 'Ana', lastName: 'Martin' });
    theirs('ana', 'Ana', 'Da Costa');
    await compare();
    await resolve('ana@commune.fr', 'ignore');
    world.clock.advance(60);
    await compare();
    expect(await said()).toEqual([]);
    theirs('ana', 'Anna', 'Da Costa');
    world.clock.advance(60);
    await compare();
    expect(await said()).toEqual([['ana@commune.fr', 'differing']]);
  });

  it('does nothing to what has changed since', async () => {
    const mailbox = await ours({ localPart: 'gone' });
    await compare();
    await world.unitOfWork.run(({ mailboxes }) => mailboxes.update({ ...mailbox, firstName: 'Renamed' }));
    await expect(resolve('gone@commune.fr', 'adopt')).rejects.toMatchObject({ code: 'drift.stale' });
    expect(stored('gone')).toMatchObject({ firstName: 'Renamed' });
  });

  it('leaves what was changed while it ran to the next comparison', async () => {
    await ours({ localPart: 'gone', updatedAt: new Date(world.clock.now().getTime() + 1000) });
    await compare();
    expect(await said()).toEqual([]);
  });

  it('keeps what it compared before an outage, and goes on from there', async () => {
    theirs('ana', 'Ana', 'Da Costa');
    world.provisionerCalls.interruptNext('readMailboxes', {
      after: () => {
        throw Object.assign(new Error('cut'), {});
      },
    });
    await expect(compare()).rejects.toThrow('cut');
    expect(await world.useCases.getDriftRun(owner, mailDomain.slug)).toMatchObject({
      latest: {
        state: 'interrupted',
        rows: 1,
        counts: { imported: 1 },
      },
    });
    expect(stored('ana')).toBeDefined();
    expect(await compare()).toMatchObject({ state: 'complete' });
    expect(world.provisionerCalls.count('readMailboxes')).toBe(2);
  });

  it('tells an outage by its code', async () => {
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await expect(compare()).rejects.toMatchObject({ code: 'mail_provisioner.unavailable' });
    expect(await world.useCases.getDriftRun(owner, mailDomain.slug)).toMatchObject({
      latest: {
        state: 'interrupted',
        failure: 'mail_provisioner.unavailable',
      },
    });
  });

  it('leaves a domain alone that the provisioner has not taken for us', async () => {
    const queued = await world.addMailDomain({ registration: { state: 'queued' } });
    expect(await world.useCases.reconcileMailDomain(queued.id, { imports: true })).toBeUndefined();
    expect(world.provisionerCalls.count('readMailboxes')).toBe(0);
  });

  it('compares the enabled domains, spread over the night', async () => {
    const second = await world.addMailDomain({ status: 'enabled', registration: { state: 'registered' } });
    await world.addMailDomain({ status: 'disabled', registration: { state: 'registered' } });
    await world.handlers.schedule_reconciliations({ name: 'schedule_reconciliations' });
    const queued = await world.queuedJobs();
    const ids = queued.map(({ job }) => (job.name === 'reconcile_mail_domain' ? job.mailDomainId : job.name));
    expect(new Set(ids)).toEqual(new Set([mailDomain.id, second.id]));
    const [first, last] = queued.map(({ runAt }) => runAt.getTime());
    expect((last ?? 0) - (first ?? 0)).toBe(45 * 60 * 1000);
  });

  it('is for administrators and owners', async () => {
    await ours({ localPart: 'gone' });
    await compare();
    const { actor: viewer } = await world.addPerson();
    await world.giveAccess(viewer, mailDomain, 'viewer');
    const { actor: outsider } = await world.addPerson();
    await expect(resolve('gone@commune.fr', 'adopt', viewer)).rejects.toMatchObject({
      code: 'mail_domain.action_forbidden',
    });
    await expect(resolve('gone@commune.fr', 'adopt', outsider)).rejects.toMatchObject({
      code: 'mail_domain.not_found',
    });
    await expect(world.useCases.getDriftRun(viewer, mailDomain.slug)).rejects.toMatchObject({
      code: 'mail_domain.action_forbidden',
    });
    await expect(
      world.useCases.startReconciliation(viewer, mailDomain.slug, { imports: false }),
    ).rejects.toMatchObject({ code: 'mail_domain.action_forbidden' });
    await world.useCases.startReconciliation(owner, mailDomain.slug, { imports: false });
    expect((await world.queuedJobs()).map(({ job }) => job)).toEqual([
      { name: 'reconcile_mail_domain', mailDomainId: mailDomain.id, imports: false },
    ]);
  });
});
