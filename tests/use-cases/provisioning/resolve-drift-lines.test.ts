import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { DriftResolution } from '../../../src/domain/provisioning/drift.ts';
import type { DriftLineId } from '../../../src/domain/shared/ids.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import type { GivenOfMailbox } from '../../builders/make-mailbox.ts';
import { newId } from '../../builders/new-id.ts';
import { driftLines, openComparedDomain } from '../../support/compared-domain.ts';
import { eventually } from '../../support/eventually.ts';
import type { UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let mailDomain: MailDomain;
let owner: Actor;

beforeEach(async () => {
  ({ world, mailDomain, owner } = await openComparedDomain());
});

const theirs = (localPart: string, lastName: string, isActive = true) =>
  world.provisioner.putMailbox({ domain: 'commune.fr', localPart, firstName: localPart, lastName }, isActive);
const ours = (localPart: string, lastName: string, given: Partial<GivenOfMailbox> = {}) =>
  world.addMailbox({
    mailDomainId: mailDomain.id,
    status: 'enabled',
    localPart,
    firstName: localPart,
    lastName,
    ...given,
  });
const alias = (localPart: string, destination: string) =>
  world.unitOfWork.run(({ mailAliases }) =>
    mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId: mailDomain.id, localPart, destination })),
  );
const compare = () => world.useCases.reconcileMailDomain(mailDomain.id, { imports: false });
const lines = () => driftLines({ world, mailDomain, owner });
const resolveIds = (ids: readonly DriftLineId[], resolution: DriftResolution, actor = owner) =>
  world.useCases.resolveDriftLines(actor, { slug: mailDomain.slug, ids, resolution });
/** Settles all lines, and tells what became of each. */
const settle = async (resolution: DriftResolution) => {
  const all = await lines();
  const outcomes = await resolveIds(
    all.map(({ id }) => id),
    resolution,
  );
  return outcomes.map((one) => [one.address, one.outcome === 'refused' ? one.failure.code : one.outcome]);
};
const mailbox = (wanted: string) => world.tables().mailboxes.first(({ localPart }) => localPart === wanted);

describe('settling several differences', () => {
  it('adopts the state of the provisioner, line by line, with one entry of the audit log', async () => {
    theirs('ana', 'Roy');
    await ours('bob', 'Gone');
    await ours('eve', 'Old');
    theirs('eve', 'New', false);
    world.provisioner.addAlias('commune.fr', { localPart: 'contact', destination: 'ana@commune.fr' });
    await alias('info', 'z@ailleurs.fr');
    await compare();
    const before = world.audited().length;
    expect(await settle('adopt')).toEqual([
      ['ana@commune.fr', 'settled'],
      ['bob@commune.fr', 'settled'],
      ['contact@commune.fr', 'settled'],
      ['eve@commune.fr', 'settled'],
      ['info@commune.fr', 'settled'],
    ]);
    expect(mailbox('ana')).toMatchObject({ status: 'enabled', lastName: 'Roy' });
    expect(mailbox('bob')).toBeUndefined();
    expect(mailbox('eve')).toMatchObject({ status: 'disabled' });
    expect(world.tables().mailAliases.all(() => true)).toMatchObject([{ localPart: 'contact' }]);
    expect(world.audited().slice(before)).toMatchObject([
      {
        action: 'mail_domain.differences_settled',
        objectId: mailDomain.id,
        label: 'commune.fr',
        actorId: owner.userId,
        details: {
          resolution: 'adopt',
          mailboxes: [expect.any(String), expect.any(String), expect.any(String)],
          aliases: ['contact@commune.fr', 'info@commune.fr'],
          missing_here: ['ana@commune.fr', 'contact@commune.fr > ana@commune.fr'],
          missing_there: ['bob@commune.fr', 'info@commune.fr > z@ailleurs.fr'],
          differing: ['eve@commune.fr'],
        },
      },
    ]);
    await compare();
    expect(await lines()).toEqual([]);
  });

  it('has the provisioner follow, by jobs of the same transaction', async () => {
    await ours('bob', 'Gone');
    await ours('eve', 'New');
    theirs('eve', 'Old');
    await alias('info', 'z@ailleurs.fr');
    world.provisioner.addAlias('commune.fr', { localPart: 'contact', destination: 'ana@commune.fr' });
    await compare();
    expect(await settle('push')).toEqual([
      ['bob@commune.fr', 'waiting'],
      ['contact@commune.fr', 'waiting'],
      ['eve@commune.fr', 'waiting'],
      ['info@commune.fr', 'waiting'],
    ]);
    expect((await world.queuedJobs()).map(({ job }) => job.name).toSorted()).toEqual([
      'change_alias',
      'change_alias',
      'provision_mailbox',
      'synchronize_mailbox',
    ]);
    await world.jobs.runAllJobs();
    await compare();
    expect(await lines()).toEqual([]);
    expect(mailbox('bob')).toMatchObject({ status: 'enabled' });
  });

  it('lets changes of one mailbox go first', async () => {
    for (const localPart of ['eve', 'bob']) {
      await ours(localPart, 'New');
      theirs(localPart, 'Old');
    }
    for (const localPart of ['dan', 'fay']) await ours(localPart, 'Gone');
    for (const destination of ['y@ailleurs.fr', 'z@ailleurs.fr']) await alias('info', destination);
    await compare();
    await settle('push');
    const late = await ours('late', 'Last');
    theirs('late', 'Last');
    const alone = world.useCases.disableMailbox(owner, mailDomain.slug, late.id);
    await eventually(() => expect(world.jobs.waiting()).toHaveLength(7));
    expect(await world.jobs.runNext()).toMatchObject({ mailboxId: late.id });
    expect(await alone).toMatchObject({ status: 'disabled' });
  });

  it('looks once at each list of the provisioner, whatever the number of lines', async () => {
    for (const localPart of ['a', 'b', 'c']) await ours(localPart, 'Gone');
    for (const localPart of ['d', 'e', 'f']) theirs(localPart, 'New');
    await alias('info', 'z@ailleurs.fr');
    await alias('info', 'y@ailleurs.fr');
    await compare();
    const before = world.provisionerCalls.calls.length;
    await settle('adopt');
    expect(world.provisionerCalls.calls.slice(before).toSorted()).toEqual(['readAliases', 'readMailboxes']);
  });

  it('refuses what has changed since, alone', async () => {
    await ours('back', 'Gone');
    await ours('gone', 'Gone');
    await ours('cap', 'Gone');
    const renamed = await ours('moved', 'Gone');
    await compare();
    theirs('back', 'Gone');
    world.provisioner.putMailbox({ domain: 'commune.fr', localPart: 'Cap', firstName: '', lastName: '' });
    await world.unitOfWork.run(({ mailboxes }) => mailboxes.update({ ...renamed, firstName: 'Other' }));
    expect(await settle('adopt')).toEqual([
      ['back@commune.fr', 'drift.stale'],
      ['cap@commune.fr', 'drift.stale'],
      ['gone@commune.fr', 'settled'],
      ['moved@commune.fr', 'drift.stale'],
    ]);
    expect(mailbox('back')).toBeDefined();
    expect(mailbox('moved')).toBeDefined();
    expect(mailbox('gone')).toBeUndefined();
  });

  it('looks up what a list that is not whole does not show', async () => {
    await ours('back', 'Gone');
    await ours('gone', 'Gone');
    await compare();
    world.provisioner.listFurtherMailboxes('commune.fr', [{ unreadable: 'no address', address: null }]);
    const before = world.provisionerCalls.count('findMailbox');
    expect(await settle('adopt')).toEqual([
      ['back@commune.fr', 'settled'],
      ['gone@commune.fr', 'settled'],
    ]);
    expect(world.provisionerCalls.count('findMailbox') - before).toBe(2);
  });

  it('looks up a few only, and refuses the others alone', async () => {
    for (let number = 10; number < 32; number += 1) await ours(`gone-${number}`, 'Gone');
    theirs('new', 'Roy');
    await compare();
    world.provisioner.listFurtherMailboxes('commune.fr', [{ unreadable: 'no address', address: null }]);
    const before = world.provisionerCalls.count('findMailbox');
    const outcomes = await settle('adopt');
    expect(outcomes.filter(([, outcome]) => outcome !== 'settled')).toEqual([
      ['gone-30@commune.fr', 'mail_provisioner.unexpected'],
      ['gone-31@commune.fr', 'mail_provisioner.unexpected'],
    ]);
    expect(outcomes).toHaveLength(23);
    expect(world.provisionerCalls.count('findMailbox') - before).toBe(20);
    expect((await settle('adopt')).map(([, outcome]) => outcome)).toEqual(['settled', 'settled']);
  });

  it('refuses every line that needs an answer while the provisioner is down, and none that does not', async () => {
    await ours('bob', 'Gone');
    await ours('dan', 'Gone');
    await ours('eve', 'New');
    theirs('eve', 'Old');
    await compare();
    world.provisioner.setTrouble({ kind: 'unavailable' });
    expect(await settle('push')).toEqual([
      ['bob@commune.fr', 'mail_provisioner.unavailable'],
      ['dan@commune.fr', 'mail_provisioner.unavailable'],
      ['eve@commune.fr', 'waiting'],
    ]);
    expect(await settle('ignore')).toEqual([
      ['bob@commune.fr', 'settled'],
      ['dan@commune.fr', 'settled'],
    ]);
    expect(await lines()).toEqual([]);
  });

  it('has what is ignored settled again, whatever the provisioner does', async () => {
    await ours('bob', 'Gone');
    await ours('dan', 'Gone');
    await compare();
    const ids = (await lines()).map(({ id }) => id);
    await settle('ignore');
    expect(await lines()).toEqual([]);
    world.provisioner.setTrouble({ kind: 'unavailable' });
    const before = world.audited().length;
    // What is not ignored stays as it is.
    for (const some of [ids.slice(0, 1), ids]) {
      const outcomes = await resolveIds(some, 'reopen');
      expect(outcomes.map(({ outcome }) => outcome)).toEqual(some.map(() => 'settled'));
    }
    expect((await lines()).map(({ address }) => address)).toEqual(['bob@commune.fr', 'dan@commune.fr']);
    expect(world.audited().slice(before)).toMatchObject([
      { action: 'mail_domain.differences_settled', details: { resolution: 'reopen' } },
      { action: 'mail_domain.differences_settled', details: { resolution: 'reopen' } },
    ]);
  });

  it('refuses names that another mailbox has, or another line gave before', async () => {
    await ours('ana', 'Roy', { firstName: 'Ana' });
    for (const localPart of ['b', 'c']) {
      await ours(localPart, 'Other');
      world.provisioner.putMailbox({ domain: 'commune.fr', localPart, firstName: 'Zoé', lastName: 'Petit' });
    }
    theirs('ana', 'Roy');
    await ours('d', 'Other');
    world.provisioner.putMailbox({ domain: 'commune.fr', localPart: 'd', firstName: 'ANA', lastName: 'roy' });
    world.provisioner.putMailbox({ domain: 'commune.fr', localPart: 'e', firstName: 'Ana', lastName: 'ROY' });
    await compare();
    const outcomes = await settle('adopt');
    expect(outcomes.filter(([address]) => address !== 'ana@commune.fr')).toEqual([
      ['b@commune.fr', 'settled'],
      ['c@commune.fr', 'mailbox.name_taken'],
      ['d@commune.fr', 'mailbox.name_taken'],
      ['e@commune.fr', 'mailbox.name_taken'],
    ]);
    expect(mailbox('b')).toMatchObject({ firstName: 'Zoé', lastName: 'Petit' });
    expect(mailbox('c')).toMatchObject({ lastName: 'Other' });
    expect(mailbox('e')).toBeUndefined();
  });

  it('refuses unknown lines, those of other domains and ways that do not apply, and says nothing of them', async () => {
    theirs('ana', 'Roy');
    await compare();
    const [line] = await lines();
    if (!line) throw new Error('nothing to settle');
    const unknown = newId<DriftLineId>();
    const before = world.audited().length;
    expect(await resolveIds([line.id, unknown, line.id], 'push')).toMatchObject([
      {
        id: line.id,
        address: 'ana@commune.fr',
        outcome: 'refused',
        failure: { code: 'drift.resolution_not_applicable' },
      },
      { id: unknown, address: null, outcome: 'refused', failure: { code: 'drift.not_found' } },
    ]);
    const other = await world.addMailDomain({ status: 'enabled', registration: { state: 'registered' } });
    await world.giveAccess(owner, other, 'owner');
    expect(
      await world.useCases.resolveDriftLines(owner, {
        slug: other.slug,
        ids: [line.id],
        resolution: 'adopt',
      }),
    ).toMatchObject([{ address: null, outcome: 'refused', failure: { code: 'drift.not_found' } }]);
    expect(world.audited()).toHaveLength(before);
    expect(await lines()).toEqual([line]);
  });

  it('is for administrators and owners, and asks nothing for others', async () => {
    theirs('ana', 'Roy');
    await compare();
    const ids = (await lines()).map(({ id }) => id);
    const { actor: viewer } = await world.addPerson();
    await world.giveAccess(viewer, mailDomain, 'viewer');
    const { actor: outsider } = await world.addPerson();
    const before = world.provisionerCalls.calls.length;
    await expect(resolveIds(ids, 'adopt', viewer)).rejects.toMatchObject({
      code: 'mail_domain.action_forbidden',
    });
    await expect(resolveIds(ids, 'adopt', outsider)).rejects.toMatchObject({ code: 'mail_domain.not_found' });
    expect(world.provisionerCalls.calls).toHaveLength(before);
    const { actor: administrator } = await world.addPerson();
    await world.giveAccess(administrator, mailDomain, 'administrator');
    expect(await resolveIds(ids, 'adopt', administrator)).toMatchObject([{ outcome: 'settled' }]);
  });
});

it('tells of one line whether the provisioner has yet to follow', async () => {
  theirs('ana', 'Roy');
  await ours('eve', 'New');
  theirs('eve', 'Old');
  await compare();
  const [ana, eve] = await lines();
  const resolve = (id: DriftLineId | undefined, resolution: DriftResolution) =>
    world.useCases.resolveDrift(owner, { slug: mailDomain.slug, id: id ?? newId(), resolution });
  expect(await resolve(ana?.id, 'adopt')).toBe('settled');
  expect(await resolve(eve?.id, 'push')).toBe('waiting');
});

it('tells that a comparison was asked for', async () => {
  const run = () => world.useCases.getDriftRun(owner, mailDomain.slug);
  expect(await run()).toEqual({ latest: undefined, isQueued: false });
  await world.useCases.startReconciliation(owner, mailDomain.slug, { imports: false });
  expect(await run()).toEqual({ latest: undefined, isQueued: true });
  await world.jobs.runAllJobs();
  expect(await run()).toMatchObject({ latest: { state: 'complete', toSettle: 0 }, isQueued: false });
});
