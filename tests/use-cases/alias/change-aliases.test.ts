import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { queueOf } from '../../../src/application/shared/jobs/queue-of.ts';
import type { MailAlias } from '../../../src/domain/alias/mail-alias.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import { makeMailAlias } from '../../builders/make-mail-alias.ts';
import { openUseCaseWorld, type UseCaseWorld } from '../../support/use-case-world.ts';

const IMPATIENT = { registrationMs: 0, usualMs: 0 };

let world: UseCaseWorld;
let domain: MailDomain;
let owner: Actor;

async function open(settings: Parameters<typeof openUseCaseWorld>[0] = {}) {
  world = await openUseCaseWorld(settings);
  domain = await world.addMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });
  owner = (await world.addPerson()).actor;
  await world.giveAccess(owner, domain, 'owner');
}
beforeEach(() => open());

const create = (destination = 'a@b.fr', localPart = 'Contact', actor = owner) =>
  world.useCases.createAlias(actor, { slug: 'evryfr', localPart, destination });
const rows = () => world.tables().mailAliases.all(() => true);
const changes = () => world.tables().mailAliasChanges.all(() => true);
const there = () => world.provisioner.listAliases('evry.fr');
const audited = () =>
  world
    .tables()
    .auditEntries.all(({ objectType }) => objectType === 'mail_alias')
    .map(({ action, actorId, label, details }) => ({ action, actorId, label, details }));
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: { code: string }) => error.code,
  );

/** An alias on both sides. */
async function addAlias(given: Partial<MailAlias> = {}): Promise<MailAlias> {
  const alias = makeMailAlias({ mailDomainId: domain.id, localPart: 'contact', ...given });
  await world.unitOfWork.run(({ mailAliases }) => mailAliases.insertIfAbsent(alias));
  const { localPart, destination } = alias;
  await world.provisioner.createAlias({ domain: 'evry.fr', localPart, destination });
  return alias;
}
const remove = (id: MailAlias['id'], actor = owner) => world.useCases.removeAlias(actor, 'evryfr', id);
const removeAll = (localPart = 'contact') => world.useCases.removeAliases(owner, 'evryfr', localPart);

const ALIAS = { localPart: 'contact', destination: 'a@b.fr' };

describe('creation', () => {
  it('answers with the alias once the provisioner has it, and tells the audit log who asked', async () => {
    const { warnings, ...alias } = await world.jobs.during(() => create());
    expect(warnings).toEqual([]);
    expect(alias).toMatchObject({ ...ALIAS, mailDomainId: domain.id });
    expect(rows()).toEqual([alias]);
    expect(there()).toEqual([ALIAS]);
    expect(changes()).toEqual([]);
    expect(audited()).toEqual([
      {
        action: 'mail_alias.created',
        actorId: owner.userId,
        label: 'contact@evry.fr',
        details: { destination: 'a@b.fr' },
      },
    ]);
  });

  it('takes several destinations, devnull among them', async () => {
    await world.jobs.during(async () => {
      for (const destination of ['a@b.fr', 'c@d.fr', 'devnull@devnull']) await create(destination);
    });
    expect(rows()).toHaveLength(3);
    expect(there()).toHaveLength(3);
  });

  it('takes over what the provisioner has already', async () => {
    await world.provisioner.createAlias({ domain: 'evry.fr', ...ALIAS });
    expect(await world.jobs.during(() => create())).toMatchObject(ALIAS);
    expect(there()).toEqual([ALIAS]);
  });

  it.each([{ kind: 'unavailable' }, { kind: 'forbidden' }, { kind: 'unexpected' }] as const)(
    'says at once that the provisioner is in trouble (%o), keeps nothing yet, and is made later, once',
    async (trouble) => {
      world.provisioner.setTrouble(trouble);
      const code = `mail_provisioner.${trouble.kind}`;
      expect(await codeOf(world.jobs.during(() => create()))).toBe(code);
      expect(await codeOf(world.jobs.during(() => create()))).toBe(code);
      expect(rows()).toEqual([]);
      expect(changes()).toHaveLength(1);
      world.provisioner.setTrouble(undefined);
      await world.jobs.runAllJobs();
      expect(rows()).toMatchObject([ALIAS]);
      expect(there()).toEqual([ALIAS]);
      expect(changes()).toEqual([]);
      expect(audited()).toHaveLength(1);
    },
  );

  it('joins a creation that is under way', async () => {
    const aliases = await world.jobs.during(() => Promise.all([create(), create()]));
    expect(aliases[0]).toEqual(aliases[1]);
    expect(rows()).toHaveLength(1);
    expect(audited()).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)('survives a crash %s the provisioner acts', async (moment) => {
    await open({ settings: { waits: IMPATIENT } });
    world.provisionerCalls.interruptNext('createAlias', {
      [moment]: () => {
        throw new Error('killed');
      },
    });
    await codeOf(create());
    await world.jobs.runAllJobs();
    expect(world.jobs.failures).toMatchObject([{ message: 'killed' }]);
    expect(rows()).toMatchObject([ALIAS]);
    expect(there()).toEqual([ALIAS]);
    expect(changes()).toEqual([]);
    expect(audited()).toHaveLength(1);
  });

  it('is asked again when its answer is lost, and counts once', async () => {
    world.provisioner.loseNextAnswer();
    expect(await codeOf(world.jobs.during(() => create()))).toBe('mail_provisioner.unavailable');
    await world.jobs.runAllJobs();
    expect(rows()).toMatchObject([ALIAS]);
    expect(there()).toEqual([ALIAS]);
  });

  it('keeps nothing of an alias that is refused, and may be asked for again', async () => {
    world.provisioner.refuseNext('not today');
    await expect(world.jobs.during(() => create())).rejects.toMatchObject({
      code: 'alias.refused',
      params: { reason: 'not today' },
    });
    expect(rows()).toEqual([]);
    expect(changes()).toEqual([]);
    expect(await world.jobs.during(() => create())).toMatchObject(ALIAS);
  });

  it('forgets a refusal that was not read, at the latest with the next request', async () => {
    await open({ settings: { waits: IMPATIENT } });
    world.provisioner.refuseNext('not today');
    await codeOf(create());
    await world.jobs.runNext();
    expect(changes()).toMatchObject([{ progress: { state: 'refused' } }]);
    await codeOf(create());
    await world.jobs.runAllJobs();
    expect(rows()).toMatchObject([ALIAS]);
    expect(changes()).toEqual([]);
  });

  it.each([
    ['an odd local part', 'a@b.fr', '../../users', 'alias.invalid_local_part'],
    ['itself', 'CONTACT@Evry.fr', 'contact', 'alias.loop'],
    ['an alias that leads back', 'b@evry.fr', 'contact', 'alias.loop'],
    ['one that is there', 'x@y.fr', 'B', 'alias.already_exists'],
  ])('refuses %s before anything is asked', async (_what, destination, localPart, code) => {
    const old = await world.addMailDomain({ name: 'old.fr', status: 'enabled' });
    await addAlias({ localPart: 'b', destination: 'c@old.fr' });
    await addAlias({ localPart: 'b', destination: 'x@y.fr' });
    await addAlias({ localPart: 'c', destination: 'contact@evry.fr', mailDomainId: old.id });
    expect(await codeOf(create(destination, localPart))).toBe(code);
    expect(world.provisionerCalls.calls).toEqual([]);
    expect(changes()).toEqual([]);
  });

  it('is for enabled domains, and for those who manage them', async () => {
    for (const [role, code] of [
      ['viewer', 'mail_domain.action_forbidden'],
      [undefined, 'mail_domain.not_found'],
    ] as const) {
      const { actor } = await world.addPerson();
      if (role) await world.giveAccess(actor, domain, role);
      expect(await codeOf(create('a@b.fr', 'contact', actor))).toBe(code);
    }
    await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...domain, status: 'pending' }));
    expect(await codeOf(create())).toBe('alias.domain_not_enabled');
  });
});

describe('removal', () => {
  it('happens at the provisioner first, one destination only', async () => {
    const alias = await addAlias(ALIAS);
    const other = await addAlias({ destination: 'c@d.fr' });
    expect(await world.jobs.during(() => remove(alias.id))).toEqual({ wasAbsent: false });
    expect(rows()).toEqual([other]);
    expect(there()).toEqual([{ localPart: 'contact', destination: 'c@d.fr' }]);
    expect(audited()).toMatchObject([{ action: 'mail_alias.deleted', details: { destination: 'a@b.fr' } }]);
  });

  it('happens here as well when the provisioner knew nothing of it', async () => {
    const alias = await addAlias(ALIAS);
    await world.provisioner.removeAlias({ domain: 'evry.fr', ...ALIAS });
    expect(await world.jobs.during(() => remove(alias.id))).toEqual({ wasAbsent: true });
    expect(rows()).toEqual([]);
  });

  it('of a local part takes all its destinations', async () => {
    await addAlias(ALIAS);
    await addAlias({ destination: 'c@d.fr' });
    const other = await addAlias({ localPart: 'other' });
    await world.jobs.during(() => removeAll());
    expect(rows()).toEqual([other]);
    expect(there()).toHaveLength(1);
    expect(await codeOf(removeAll())).toBe('alias.not_found');
  });

  it.each([
    ['one', (alias: MailAlias) => remove(alias.id)],
    ['all', () => removeAll()],
  ] as const)('loses nothing of %s in an outage, and is made later', async (_what, act) => {
    const alias = await addAlias(ALIAS);
    world.provisioner.setTrouble({ kind: 'unavailable' });
    const code = await codeOf(world.jobs.during(async () => act(alias)));
    expect(code).toBe('mail_provisioner.unavailable');
    expect(rows()).toEqual([alias]);
    world.provisioner.setTrouble(undefined);
    await world.jobs.runAllJobs();
    expect(rows()).toEqual([]);
    expect(there()).toEqual([]);
  });

  it('keeps what the provisioner refuses to remove', async () => {
    const alias = await addAlias(ALIAS);
    world.provisioner.refuseNext('it is precious');
    expect(await codeOf(world.jobs.during(() => remove(alias.id)))).toBe('alias.refused');
    expect(rows()).toEqual([alias]);
  });

  it('is open to a viewer when the alias points to them', async () => {
    const { actor } = await world.addPerson({ email: 'A@b.fr' });
    await world.giveAccess(actor, domain, 'viewer');
    const theirs = await addAlias(ALIAS);
    const other = await addAlias({ destination: 'c@d.fr' });
    expect(await codeOf(remove(other.id, actor))).toBe('mail_domain.action_forbidden');
    expect(await codeOf(world.jobs.during(() => remove(theirs.id, actor)))).toBeUndefined();
    expect(rows()).toEqual([other]);
  });
});

describe('removal of many', () => {
  const removeMany = (localParts: readonly string[], actor = owner) =>
    world.useCases.removeManyAliases(actor, 'evryfr', localParts);

  it('takes each with its destinations behind what people wait for, and tells what is not there', async () => {
    await addAlias({ localPart: 'a', destination: 'x@b.fr' });
    await addAlias({ localPart: 'a', destination: 'y@b.fr' });
    await addAlias({ localPart: 'b' });
    await addAlias({ localPart: 'stays' });
    expect(await removeMany(['b', 'nothing', 'a', 'b'])).toEqual([
      { localPart: 'b', outcome: 'waiting' },
      { localPart: 'nothing', outcome: 'refused', code: 'alias.not_found' },
      { localPart: 'a', outcome: 'waiting' },
    ]);
    expect(there()).toHaveLength(4);
    await world.jobs.runAllJobs();
    expect(there().map(({ localPart }) => localPart)).toEqual(['stays']);
    expect(rows().map(({ localPart }) => localPart)).toEqual(['stays']);
    expect(audited().map(({ action, label }) => [action, label])).toEqual([
      ['mail_alias.deleted', 'b@evry.fr'],
      ['mail_alias.deleted', 'a@evry.fr'],
    ]);
    expect(await removeMany(['a'])).toEqual([
      { localPart: 'a', outcome: 'refused', code: 'alias.not_found' },
    ]);
  });

  it('ends a creation that is under way, and joins a removal that is', async () => {
    await open({ settings: { waits: IMPATIENT } });
    world.provisioner.setTrouble({ kind: 'unavailable' });
    await codeOf(create('coming@b.fr', 'a'));
    expect(await removeMany(['a'])).toEqual([{ localPart: 'a', outcome: 'waiting' }]);
    expect(await removeMany(['a'])).toEqual([{ localPart: 'a', outcome: 'waiting' }]);
    const stillOpen = changes().filter(({ progress }) => progress.state === 'open');
    expect(stillOpen).toMatchObject([
      { kind: 'removal_of_all', localPart: 'a', progress: { lateCreations: ['coming@b.fr'] } },
    ]);
  });

  it('is for those who manage the domain', async () => {
    const alias = await addAlias();
    const viewer = (await world.addPerson({ email: alias.destination })).actor;
    await world.giveAccess(viewer, domain, 'viewer');
    const stranger = (await world.addPerson()).actor;
    expect(await codeOf(removeMany(['contact'], viewer))).toBe('mail_domain.action_forbidden');
    expect(await codeOf(removeMany(['contact'], stranger))).toBe('mail_domain.not_found');
    expect(changes()).toEqual([]);
  });
});

it('asks of one domain in order', async () => {
  await open({ settings: { waits: IMPATIENT } });
  const alias = await addAlias({ destination: 'c@d.fr' });
  await codeOf(create());
  await codeOf(remove(alias.id));
  expect(world.jobs.waiting().map(({ job }) => queueOf(job))).toEqual([
    `mail_domain ${domain.id}`,
    `mail_domain ${domain.id}`,
  ]);
});
