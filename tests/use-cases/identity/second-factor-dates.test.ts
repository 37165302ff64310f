import { beforeEach, describe, expect, it } from 'vitest';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { startOfDay } from '../../../src/domain/identity/administration/second-factor-policy.ts';
import type { MailDomain } from '../../../src/domain/mail-domain/mail-domain.ts';
import type { OrganizationId } from '../../../src/domain/shared/ids.ts';
import { USE_CASE_SETTINGS } from '../../support/use-case-settings.ts';
import { openSecondFactorWorld, type SecondFactorWorld } from './second-factor-world.ts';

const HOUR = 3600;
/** Three months after the world's start. */
const DATE = '2027-02-28';

let world: SecondFactorWorld;
let domain: MailDomain;
let alice: Actor;
let bob: Actor;

async function open(everywhere: string | null = null): Promise<void> {
  const requiredFrom = everywhere === null ? null : startOfDay(everywhere);
  const secondFactorSettings = { ...USE_CASE_SETTINGS.secondFactorSettings, requiredFrom };
  world = await openSecondFactorWorld({ settings: { secondFactorSettings } });
  domain = await world.addDomain('evry.fr');
  alice = await world.addManager('owner', domain, { email: 'alice@massy.fr' });
  bob = await world.addManager('administrator', domain, { email: 'bob@massy.fr' });
}
beforeEach(() => open());

const set = (
  by: Actor,
  day: string | null,
  place: Parameters<typeof world.useCases.setSecondFactorDate>[1] = domain,
) => world.useCases.setSecondFactorDate(by, place, { requiredFrom: day === null ? null : startOfDay(day) });
const read = (by = alice) => world.useCases.readSecondFactor(by, { slug: domain.slug });
/** What the schedule does at that hour, and all that follows. */
const hour = async () => {
  await world.handlers.schedule_second_factor_notices({ name: 'schedule_second_factor_notices' });
  return world.mailed();
};
const until = (day: string) =>
  world.clock.advance((startOfDay(day).getTime() - world.clock.now().getTime()) / 1000);
const told = (...localParts: readonly string[]) =>
  localParts.map((localPart) => `${localPart}@perso.fr: second_factor_required`);
const REQUEST = { number: 1, size: 20, order: [{ field: 'local_part', descending: false }] } as const;

describe('the date of a domain', () => {
  it('is set, moved and lifted, which all who manage it are told', async () => {
    await set(alice, DATE, { slug: domain.slug });
    const managers = ['alice@massy.fr', 'bob@massy.fr'].map((to) => `${to}: second_factor_date_changed`);
    expect(await world.mailed()).toEqual(managers);
    expect(await read(bob)).toEqual({
      requiredFrom: startOfDay(DATE),
      requiredEverywhereFrom: null,
      effectiveFrom: startOfDay(DATE),
      enrolled: 0,
      unenrolled: 0,
    });
    await set(bob, DATE, { slug: domain.slug });
    expect(await world.mailed()).toEqual([]);
    await set(bob, '2027-03-31', { slug: domain.slug });
    expect(await world.mailed()).toEqual(managers);
    await set(bob, null, { slug: domain.slug });
    expect(await world.mailed()).toEqual(managers);
    expect(await read()).toMatchObject({ requiredFrom: null, effectiveFrom: null });
    expect(world.audited().map(({ action, actorId, details }) => [action, actorId, details])).toEqual(
      [
        [alice, null, DATE],
        [bob, DATE, '2027-03-31'],
        [bob, '2027-03-31', null],
      ].map(([by, before, after]) => [
        'mail_domain.second_factor_date_changed',
        (by as Actor).userId,
        { requiredFrom: { before, after } },
      ]),
    );
  });

  it('counts at the sign-in of its people, the earlier of it and that of the installation', async () => {
    await world.addOwner(domain, 'jean');
    const required = async () =>
      (await world.mailboxAccountQueries.findByAddress('jean@evry.fr'))?.secondFactor.requiredFrom;
    expect(await required()).toBeNull();
    await set(alice, DATE, { slug: domain.slug });
    expect(await required()).toEqual(startOfDay(DATE));
    await open('2027-02-01');
    await set(alice, DATE, { slug: domain.slug });
    expect(await read()).toMatchObject({
      requiredFrom: startOfDay(DATE),
      requiredEverywhereFrom: startOfDay('2027-02-01'),
      effectiveFrom: startOfDay('2027-02-01'),
    });
  });

  it('is lifted by somebody whom it binds, but never unseen', async () => {
    await world.addOwner(domain, 'own');
    const own = await world.addManager('administrator', domain, { email: 'own@evry.fr' });
    await set(alice, DATE, { slug: domain.slug });
    await world.mailed();
    await set(own, null, { slug: domain.slug });
    expect(await world.mailed()).toEqual(
      ['alice@massy.fr', 'bob@massy.fr', 'own@evry.fr'].map((to) => `${to}: second_factor_date_changed`),
    );
    expect(world.audited().at(-1)).toMatchObject({ actorId: own.userId });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    [
      'by a viewer',
      async () => set(await world.addManager('viewer', domain), DATE, { slug: 'evryfr' }),
      'mail_domain.action_forbidden',
    ],
    [
      'lifted by a viewer',
      async () => set(await world.addManager('viewer', domain), null, { slug: 'evryfr' }),
      'mail_domain.action_forbidden',
    ],
    [
      'by an outsider',
      async () => set((await world.addPerson()).actor, DATE, { slug: 'evryfr' }),
      'mail_domain.not_found',
    ],
    [
      'by an administrator of another domain',
      async () =>
        set(await world.addManager('owner', await world.addDomain('massy.fr')), DATE, { slug: 'evryfr' }),
      'mail_domain.not_found',
    ],
    [
      'by an administrator, as if they were staff',
      () => set(alice, DATE, { mailDomainId: domain.id }),
      'mail_domain.action_forbidden',
    ],
    ['too near', () => set(alice, '2026-12-07', { slug: 'evryfr' }), 'second_factor.date_out_of_range'],
    ['in a domain that is not there', () => set(alice, DATE, { slug: 'nowhere' }), 'mail_domain.not_found'],
  ])('is not set %s', async (_how, act, code) => {
    await expect(act()).rejects.toMatchObject({ code });
    expect(await read()).toMatchObject({ requiredFrom: null });
    expect(world.audited()).toEqual([]);
    expect(await world.mailed()).toEqual([]);
  });

  it('is set by staff in any domain, and nowhere where owners have no identity', async () => {
    const staff = (await world.addPerson({ isStaff: true })).actor;
    await set(staff, DATE, { mailDomainId: domain.id });
    expect(await world.useCases.readSecondFactor(staff, { mailDomainId: domain.id })).toMatchObject({
      requiredFrom: startOfDay(DATE),
    });
    const { secondFactorSettings } = USE_CASE_SETTINGS;
    world = await openSecondFactorWorld({
      settings: { secondFactorSettings: { ...secondFactorSettings, isOffered: false } },
    });
    domain = await world.addDomain('evry.fr');
    const owner = await world.addManager('owner', domain);
    await expect(set(owner, DATE, { slug: 'evryfr' })).rejects.toMatchObject({
      code: 'second_factor.not_offered',
    });
  });
});

describe('those who have no second factor', () => {
  it('are listed for those who manage the domain, searched by part of the name or a whole address', async () => {
    const jean = await world.addOwner(domain, 'jean', { firstName: 'Jean', lastName: 'Valjean' });
    await world.addOwner(domain, 'ana', { secondaryEmail: null });
    await world.enrol(await world.addOwner(domain, 'bob'));
    await world.addOwner(domain, 'off', { status: 'disabled' });
    const find = async (search?: string) => {
      const place = { slug: domain.slug };
      const { items } = await world.useCases.listWithoutSecondFactor(alice, place, { search }, REQUEST);
      return items.map(({ localPart }) => localPart);
    };
    expect(await find()).toEqual(['ana', 'jean']);
    expect(await find('valjean jean')).toEqual(['jean']);
    expect(await find('jean@evry.fr')).toEqual(['jean']);
    expect(await find('jean@massy.fr')).toEqual([]);
    expect(await read()).toMatchObject({ enrolled: 1, unenrolled: 2 });
    await world.enrol(jean);
    expect(await find()).toEqual(['ana']);
  });

  it.each([
    ['a viewer', () => world.addManager('viewer', domain), 'mail_domain.action_forbidden'],
    ['an outsider', async () => (await world.addPerson()).actor, 'mail_domain.not_found'],
    [
      'an administrator of another domain',
      async () => world.addManager('owner', await world.addDomain('massy.fr')),
      'mail_domain.not_found',
    ],
  ])('are not shown to %s, nor how many they are', async (_who, add, code) => {
    const actor = await add();
    const place = { slug: domain.slug };
    await expect(world.useCases.listWithoutSecondFactor(actor, place, {}, REQUEST)).rejects.toMatchObject({
      code,
    });
    await expect(world.useCases.readSecondFactor(actor, place)).rejects.toMatchObject({ code });
    const byId = { mailDomainId: domain.id };
    await expect(world.useCases.listWithoutSecondFactor(actor, byId, {}, REQUEST)).rejects.toMatchObject({
      code: 'mail_domain.action_forbidden',
    });
  });
});

describe('before the date, those who have none are told', () => {
  beforeEach(async () => {
    await world.addOwner(domain, 'jean');
    await world.addOwner(domain, 'ana', { secondaryEmail: null });
    await world.enrol(await world.addOwner(domain, 'bob'));
    await world.addOwner(domain, 'off', { status: 'disabled' });
  });
  const ofAll = ['ana@evry.fr: second_factor_required', ...told('jean')];

  it('at once, and 30, 7 and 1 days before, each once', async () => {
    await set(alice, DATE, { slug: domain.slug });
    expect((await world.mailed()).filter((line) => line.endsWith('required'))).toEqual(ofAll);
    const days: string[] = [];
    for (let day = 0; day < 100; day += 1) {
      for (let turn = 0; turn < 2; turn += 1) {
        const lines = await hour();
        if (lines.length > 0) days.push(world.clock.now().toISOString().slice(0, 10));
        expect([[], ofAll]).toContainEqual(lines);
        world.clock.advance(12 * HOUR);
      }
    }
    expect(days).toEqual(['2027-01-29', '2027-02-21', '2027-02-27']);
  });

  it('but not who has enrolled meanwhile', async () => {
    await set(alice, DATE, { slug: domain.slug });
    await world.mailed();
    const [jean] = world.tables().mailboxes.all(({ localPart }) => localPart === 'jean');
    if (jean) await world.enrol(jean);
    until('2027-02-21');
    expect(await hour()).toEqual(['ana@evry.fr: second_factor_required']);
  });

  it('of another date anew, and of none no more', async () => {
    await set(alice, DATE, { slug: domain.slug });
    await world.mailed();
    await set(alice, '2027-03-31', { slug: domain.slug });
    expect((await world.mailed()).filter((line) => line.endsWith('required'))).toEqual(ofAll);
    await set(alice, null, { slug: domain.slug });
    await world.mailed();
    until('2027-03-30');
    expect(await hour()).toEqual([]);
  });

  it('of that of the installation, in every domain that is enabled', async () => {
    await open(DATE);
    await world.addOwner(domain, 'jean');
    const massy = await world.addDomain('massy.fr');
    await world.addOwner(massy, 'lou');
    const off = await world.addDomain('off.fr');
    await world.addOwner(off, 'max');
    await world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...off, status: 'disabled' }));
    expect(await hour()).toEqual(told('jean', 'lou'));
    expect(await hour()).toEqual([]);
    until('2027-02-27');
    expect(await hour()).toEqual(told('jean', 'lou'));
    until(DATE);
    expect(await hour()).toEqual([]);
  });

  it('not where the organization of the domain is not active', async () => {
    await set(alice, DATE, { slug: domain.slug });
    await world.unitOfWork.run(async ({ organizations }) => {
      const organization = await organizations.find(domain.organizationId as OrganizationId);
      if (organization) await organizations.update({ ...organization, isActive: false });
    });
    expect((await world.mailed()).filter((line) => line.endsWith('required'))).toEqual([]);
  });
});

describe('a notice to many', () => {
  const MANY = 250;
  const names = Array.from({ length: MANY }, (_, index) => `p${String(index).padStart(3, '0')}`);
  beforeEach(async () => {
    for (const name of names) await world.addOwner(domain, name);
  });
  const job = () => ({ name: 'announce_second_factor', mailDomainId: domain.id }) as const;
  const queued = () =>
    world
      .tables()
      .outgoingMails.all(({ kind }) => kind === 'second_factor_required')
      .map(({ recipient }) => recipient)
      .sort();

  it('comes to each once, whatever is lost on the way and runs twice', async () => {
    await set(alice, DATE, { slug: domain.slug });
    world.unitOfWork.plan('kept', 'lost');
    await world.handlers.announce_second_factor(job());
    expect(queued()).toHaveLength(100);
    await expect(world.handlers.announce_second_factor(job())).rejects.toThrow();
    expect(queued()).toHaveLength(100);
    await Promise.all([1, 2, 3, 4].map(() => world.handlers.announce_second_factor(job())));
    await world.jobs.runDueJobs();
    expect(queued()).toEqual(names.map((name) => `${name}@perso.fr`));
    await hour();
    expect(queued()).toHaveLength(MANY);
  });

  it('goes on by itself, some at a time', async () => {
    await set(alice, DATE, { slug: domain.slug });
    await world.jobs.runNext();
    for (let round = 0; round < 5 && queued().length < MANY; round += 1) await world.jobs.runDueJobs();
    expect(queued()).toHaveLength(MANY);
    expect(world.jobs.failures).toEqual([]);
  });

  it('stops when the date is lifted meanwhile', async () => {
    await set(alice, DATE, { slug: domain.slug });
    await world.handlers.announce_second_factor(job());
    await set(alice, null, { slug: domain.slug });
    await world.handlers.announce_second_factor(job());
    expect(queued()).toHaveLength(100);
  });
});
