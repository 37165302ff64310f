import { beforeEach, describe, expect, it } from 'vitest';
import type { AuditFilter } from '../../../src/application/audit/audit-queries.ts';
import type { Actor } from '../../../src/application/shared/actor.ts';
import { BY_JOB } from '../../../src/domain/audit/audit-entry.ts';
import type { OrganizationId } from '../../../src/domain/shared/ids.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { makeOrganizationAccess } from '../../builders/make-organization-access.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

let world: UseCaseWorld;
let staff: Actor;
let evry: OrganizationId;
let lyon: OrganizationId;
let administrator: Actor;

/** Stores that something was renamed, so many seconds after the start. */
const note = (
  label: string,
  seconds: number,
  organizationId: OrganizationId | null,
  by: Actor | null = null,
) =>
  world.unitOfWork.run(({ audit }) =>
    audit.append(by ?? BY_JOB, {
      at: new Date(START.getTime() + seconds * 1000),
      action: 'team.updated',
      objectId: label,
      label,
      organizationId,
    }),
  );
const addAdministrator = async (of: OrganizationId, within: OrganizationId | null): Promise<Actor> => {
  const { actor } = await world.addPerson({ organizationId: within });
  const access = makeOrganizationAccess({ organizationId: of, userId: actor.userId });
  await world.unitOfWork.run(({ organizationAccesses }) => organizationAccesses.insert(access));
  return actor;
};

beforeEach(async () => {
  world = await openUseCaseWorld();
  const organizations = [makeOrganization(), makeOrganization()] as const;
  for (const organization of organizations) await world.addOrganization(organization);
  [evry, lyon] = [organizations[0].id, organizations[1].id];
  staff = (await world.addPerson({ isStaff: true })).actor;
  administrator = await addAdministrator(evry, evry);
  await note('old of Évry', 1, evry);
  await note('of Lyon', 2, lyon, administrator);
  await note('of nobody', 3, null);
  await note('new of Évry', 4, evry, staff);
});

const list = async (by: Actor, filter: AuditFilter = {}) =>
  (await world.useCases.listAuditLog(by, filter, { limit: 10 })).items.map(({ label }) => label);
async function exported(by: Actor, filter: AuditFilter = {}): Promise<readonly string[]> {
  const labels: string[] = [];
  for await (const { label } of await world.useCases.exportAuditLog(by, filter)) labels.push(label);
  return labels;
}

describe.each([
  ['shown', list],
  ['exported', exported],
] as const)('the log as it is %s', (_how, read) => {
  it('is whole for staff, the newest first', async () => {
    expect(await read(staff)).toEqual(['new of Évry', 'of nobody', 'of Lyon', 'old of Évry']);
  });

  it('is that of their organization for administrators, whatever they ask for', async () => {
    expect(await read(administrator)).toEqual(['new of Évry', 'old of Évry']);
    expect(await read(administrator, { objectId: 'of Lyon' })).toEqual([]);
    // Their own exports aside, which have no label.
    const theirs = await read(administrator, { actorId: administrator.userId });
    expect(theirs.filter((label) => label !== '')).toEqual([]);
  });

  it.each([
    ['a member', () => world.addPerson({ organizationId: evry })],
    ['a person without organization', () => world.addPerson()],
    ['a superuser', () => world.addPerson({ isSuperuser: true, organizationId: evry })],
  ])('is not for %s', async (_who, add) => {
    const { actor } = await add();
    await expect(read(actor)).rejects.toMatchObject({ code: 'audit_log.action_forbidden' });
  });

  it('is not for who administers an organization that is not theirs any more', async () => {
    for (const within of [lyon, null]) {
      const actor = await addAdministrator(evry, within);
      await expect(read(actor)).rejects.toMatchObject({ code: 'audit_log.action_forbidden' });
    }
  });

  it.each([
    ['an object', () => ({ objectId: 'of Lyon' }), ['of Lyon']],
    ['a kind of object', () => ({ objectType: 'mailbox' as const }), []],
    ['an action', () => ({ action: 'team.deleted' as const }), []],
    ['who did it', () => ({ actorId: staff.userId }), ['new of Évry']],
    ['whom it is about', () => ({ subjectId: staff.userId }), []],
    ['since when', () => ({ from: new Date(START.getTime() + 3000) }), ['new of Évry', 'of nobody']],
    ['until when', () => ({ until: new Date(START.getTime() + 2000) }), ['old of Évry']],
  ])('is filtered by %s', async (_what, filter, expected) => {
    expect(await read(staff, filter())).toEqual(expected);
  });
});

describe('pages', () => {
  it('follow each other without a gap, and the last one says so', async () => {
    const first = await world.useCases.listAuditLog(staff, {}, { limit: 3 });
    expect(first.items.map(({ label }) => label)).toEqual(['new of Évry', 'of nobody', 'of Lyon']);
    expect(first).toMatchObject({ scope: 'everything', next: { id: first.items[2]?.id } });
    await note('meanwhile', 5, evry);
    const { next: after } = first;
    const last = await world.useCases.listAuditLog(staff, {}, { limit: 3, after });
    expect(last.items.map(({ label }) => label)).toEqual(['old of Évry']);
    expect(last.next).toBeUndefined();
    const exact = await world.useCases.listAuditLog(staff, {}, { limit: 5 });
    expect([exact.items.length, exact.next]).toEqual([5, undefined]);
  });

  it('say what part of the log they are of', async () => {
    const { scope } = await world.useCases.listAuditLog(administrator, {}, { limit: 1 });
    expect(scope).toEqual({ organizationId: evry });
  });

  it('name people as they are called today', async () => {
    const { user, actor } = await world.addPerson({ name: 'Ana', email: 'ana@evry.fr' });
    await note('by Ana', 9, evry, actor);
    await world.unitOfWork.run(({ users }) => users.update({ ...user, name: 'Eva' }));
    const [entry] = (await world.useCases.listAuditLog(staff, {}, { limit: 1 })).items;
    expect(entry?.actor).toEqual({ id: user.id, name: 'Eva', email: 'ana@evry.fr' });
  });
});

describe('an export', () => {
  it('has every entry once, however many there are', async () => {
    await world.unitOfWork.run(async ({ audit }) => {
      const events = Array.from({ length: 1_200 }, (_, n) => ({
        at: START,
        action: 'team.updated' as const,
        objectId: `bulk ${n}`,
        label: `bulk ${n}`,
        organizationId: evry,
      }));
      await audit.appendAll(BY_JOB, events);
    });
    const labels = await exported(administrator);
    expect(labels).toHaveLength(1_202);
    expect(new Set(labels).size).toBe(1_202);
  });

  it('is refused before anything is read', async () => {
    const { actor } = await world.addPerson();
    await expect(world.useCases.exportAuditLog(actor, {})).rejects.toMatchObject({
      code: 'audit_log.action_forbidden',
    });
  });
});

describe('an export, as the log tells of it', () => {
  const exports = () => world.audited().filter(({ action }) => action === 'audit_log.exported');

  it('is in the log itself, with who made it, of what, and how it was narrowed', async () => {
    const from = new Date(START.getTime() + 2_000);
    const first = await exported(administrator, { from, objectId: 'new of Évry' });
    expect(first).toEqual(['new of Évry']);
    await exported(staff);
    expect(exports()).toMatchObject([
      {
        objectType: 'audit_log',
        objectId: evry,
        organizationId: evry,
        actorId: administrator.userId,
        details: { from: from.toISOString(), objectId: 'new of Évry' },
      },
      { objectId: 'everything', organizationId: null, actorId: staff.userId, details: {} },
    ]);
  });

  it('is not where it was refused', async () => {
    const { actor } = await world.addPerson({ organizationId: evry });
    await expect(exported(actor)).rejects.toMatchObject({ code: 'audit_log.action_forbidden' });
    expect(exports()).toEqual([]);
  });
});
