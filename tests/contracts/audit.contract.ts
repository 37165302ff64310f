import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { AuditFilter } from '../../src/application/audit/audit-queries.ts';
import type { AuditScope } from '../../src/domain/audit/audit-access.ts';
import { ACTIONS_ON_MANY_MAILBOXES } from '../../src/domain/audit/audit-action.ts';
import type { AuditAuthor, AuditEvent } from '../../src/domain/audit/audit-entry.ts';
import { BY_JOB } from '../../src/domain/audit/audit-entry.ts';
import type { OrganizationId, TeamId, UserId } from '../../src/domain/shared/ids.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import { ORIGIN } from '../builders/origin.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const auditContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`audit contract: ${name}`, async () => {
    const { unitOfWork, auditQueries, reset, close } = await open();
    const author: AuditAuthor = { userId: newId<UserId>(), origin: ORIGIN };
    const makeEvent = (given: Partial<AuditEvent> = {}): AuditEvent => ({
      at: minutesLater(0),
      action: 'team.created',
      objectId: newId<TeamId>(),
      label: 'Voirie',
      organizationId: null,
      ...given,
    });
    const append = (event: AuditEvent, by = author) => unitOfWork.run(({ audit }) => audit.append(by, event));
    const list = (filter: AuditFilter = {}, scope: AuditScope = 'everything', limit = 100) =>
      auditQueries.list(scope, filter, { limit });
    const labels = async (filter: AuditFilter = {}, scope: AuditScope = 'everything') =>
      (await list(filter, scope)).map(({ label }) => label);

    beforeEach(reset);
    afterAll(close);

    it('adds the reason of an author to the details of each of their entries', async () => {
      const by = { ...author, reason: 'left, ticket 4217' };
      await append(makeEvent({ details: { role: 'owner' } }), by);
      await unitOfWork.run(({ audit }) =>
        audit.appendAll(by, [makeEvent(), makeEvent({ details: { n: 1 } })]),
      );
      const once = makeEvent({ at: minutesLater(1) });
      for (const one of [by, by, { ...by, reason: 'another' }])
        await unitOfWork.run(({ audit }) => audit.appendOnceSince(one, once, minutesLater(0)));
      const { reason } = by;
      const found = (await list()).map(({ details }) => details);
      expect(found).toHaveLength(5);
      expect(found).toEqual(
        expect.arrayContaining([
          { role: 'owner', reason },
          { reason },
          { n: 1, reason },
          { reason: 'another' },
        ]),
      );
    });

    it('returns what it stored, field for field', async () => {
      const organizationId = newId<OrganizationId>();
      const subjectId = newId<UserId>();
      const details = { role: { before: null, after: 'owner' }, services: ['a', 'b'], count: 3, sure: true };
      const origin = {
        address: '2001:db8::1',
        requestId: null,
        via: 'access_token',
        client: 'desk',
      } as const;
      const event = makeEvent({ action: 'team_access.granted', organizationId, subjectId, details });
      await append(event, { userId: author.userId, origin });
      const [entry, ...others] = await list();
      expect(others).toEqual([]);
      expect(entry).toEqual({
        id: expect.stringMatching(/^\d+$/),
        occurredAt: event.at,
        action: 'team_access.granted',
        objectType: 'team',
        objectId: event.objectId,
        label: 'Voirie',
        organizationId,
        actorId: author.userId,
        actor: { id: author.userId, name: null, email: null },
        subjectId,
        subject: { id: subjectId, name: null, email: null },
        origin,
        details,
      });
    });

    it('stores several as it stores one, in their order', async () => {
      const details = { role: { before: null, after: 'owner' }, services: ['a', 'b'], count: 3, sure: true };
      const events = [
        makeEvent({ action: 'team_access.granted', subjectId: newId<UserId>(), details }),
        makeEvent({ label: 'other', organizationId: newId<OrganizationId>() }),
      ];
      for (const event of events) await append(event);
      await unitOfWork.run(({ audit }) => audit.appendAll(author, events));
      await unitOfWork.run(({ audit }) => audit.appendAll(author, []));
      const [fourth, third, second, first] = (await list()).map(({ id: _id, ...entry }) => entry);
      expect([third, fourth]).toEqual([first, second]);
    });

    it('adds an entry once since a moment for each object, address and details', async () => {
      const objectId = newId<TeamId>();
      const event = makeEvent({ objectId, at: minutesLater(5), details: { key: 'a' } });
      const from = (address: string | null): AuditAuthor => ({ ...author, origin: { ...ORIGIN, address } });
      const once = (given: Partial<AuditEvent>, by: AuditAuthor, since = minutesLater(0)) =>
        unitOfWork.run(({ audit }) => audit.appendOnceSince(by, { ...event, ...given }, since));
      await once({}, from('192.0.2.1'));
      await once({ at: minutesLater(6), label: 'other name' }, from('192.0.2.1'));
      expect(await list()).toHaveLength(1);
      await once({}, from('192.0.2.2'));
      await once({}, from(null));
      await once({}, from(null));
      await once({ details: { key: 'b' } }, from('192.0.2.1'));
      await once({ objectId: newId<TeamId>() }, from('192.0.2.1'));
      await once({ action: 'team.updated' }, from('192.0.2.1'));
      expect(await list()).toHaveLength(6);
      await once({ at: minutesLater(10) }, from('192.0.2.1'), minutesLater(6));
      expect(await list()).toHaveLength(7);
    });

    it('knows of nobody and nothing when there is nobody and nothing to tell', async () => {
      await append(makeEvent(), BY_JOB);
      expect(await list()).toMatchObject([
        { actorId: null, actor: null, subjectId: null, subject: null, origin: BY_JOB.origin, details: {} },
      ]);
    });

    it('calls people as they are called today', async () => {
      const user = makeUser({ name: 'Before' });
      await unitOfWork.run(({ users }) => users.insertOrFind(user));
      await append(makeEvent({ subjectId: user.id }), { userId: user.id, origin: ORIGIN });
      await unitOfWork.run(({ users }) => users.update({ ...user, name: 'After' }));
      const person = { id: user.id, name: 'After', email: user.email };
      expect(await list()).toMatchObject([{ actor: person, subject: person }]);
    });

    it('lists the newest first, and of one instant the last written first, page after page', async () => {
      for (const [label, minute] of [
        ['c', 1],
        ['a', 0],
        ['d', 1],
        ['b', 0],
        ['e', 2],
      ] as const) {
        await append(makeEvent({ label, at: minutesLater(minute) }));
      }
      expect(await labels()).toEqual(['e', 'd', 'c', 'b', 'a']);
      const seen: string[] = [];
      let page = await list({}, 'everything', 2);
      while (page.length > 0) {
        seen.push(...page.map(({ label }) => label));
        page = await auditQueries.list('everything', {}, { limit: 2, after: page.at(-1) });
      }
      expect(seen).toEqual(['e', 'd', 'c', 'b', 'a']);
    });

    it('shows an organization its own entries only', async () => {
      const [evry, lyon] = [newId<OrganizationId>(), newId<OrganizationId>()];
      await append(makeEvent({ label: 'evry', organizationId: evry }));
      await append(makeEvent({ label: 'lyon', organizationId: lyon }));
      await append(makeEvent({ label: 'nobody' }));
      expect(await labels({}, { organizationId: evry })).toEqual(['evry']);
      expect(await labels()).toHaveLength(3);
    });

    it('filters by object, actor, subject, action and period, all at once', async () => {
      const subjectId = newId<UserId>();
      const one = makeEvent({
        label: 'one',
        action: 'mailbox.created',
        subjectId,
        objectId: 'box',
        at: minutesLater(5),
      });
      const other = { userId: newId<UserId>(), origin: ORIGIN };
      await append(one, other);
      await append(makeEvent({ label: 'two' }));
      const full: AuditFilter = {
        objectType: 'mailbox',
        objectId: 'box',
        actorId: other.userId,
        subjectId,
        action: 'mailbox.created',
        from: minutesLater(5),
        until: new Date(minutesLater(5).getTime() + 1),
      };
      for (const [field, value] of Object.entries(full)) {
        expect([field, await labels({ [field]: value })]).toEqual([
          field,
          field === 'until' ? ['one', 'two'] : ['one'],
        ]);
      }
      expect(await labels(full)).toEqual(['one']);
      expect(await labels({ until: minutesLater(5) })).toEqual(['two']);
      expect(await labels({ ...full, objectId: 'other' })).toEqual([]);
    });

    it.each(ACTIONS_ON_MANY_MAILBOXES)(
      'finds entries about many mailboxes in the history of each, in their order: %s',
      async (action) => {
        const [organizationId, objectId] = [newId<OrganizationId>(), newId()];
        const many = { action, organizationId };
        const mailboxes = [newId(), objectId];
        await append(makeEvent({ label: 'first', action: 'mailbox.created', objectId, at: minutesLater(1) }));
        await append(makeEvent({ label: 'many', ...many, at: minutesLater(2), details: { mailboxes } }));
        await append(
          makeEvent({ label: 'others', ...many, at: minutesLater(3), details: { mailboxes: [newId()] } }),
        );
        await append(makeEvent({ label: 'last', action: 'mailbox.updated', objectId, at: minutesLater(4) }));
        await append(makeEvent({ label: 'a team', at: minutesLater(5), details: { mailboxes } }));
        expect(await labels({ objectId })).toEqual(['last', 'many', 'first']);
        expect(await labels({ objectId, objectType: 'mailbox' })).toEqual(['last', 'many', 'first']);
        expect(await labels({ objectId, objectType: 'mail_domain' })).toEqual([]);
        expect(await labels({ objectId, action: 'mailbox.updated' })).toEqual(['last']);
        expect(await labels({ objectId }, { organizationId })).toEqual(['many']);
        expect(await labels({ objectId }, { organizationId: newId() })).toEqual([]);
        const [newest] = await list({ objectId }, 'everything', 1);
        const rest = await auditQueries.list('everything', { objectId }, { limit: 1, after: newest });
        expect(rest.map(({ label }) => label)).toEqual(['many']);
      },
    );

    it('finds what happened to the aliases of one address since a moment, page after page, and entries about many', async () => {
      const address = 'contact@evry.fr';
      const at = (minute: number) => ({ at: minutesLater(minute) });
      const alias = {
        action: 'mail_alias.created',
        label: address,
        organizationId: newId<OrganizationId>(),
      } as const;
      const many = { action: 'mail_domain.differences_settled', label: 'evry.fr' } as const;
      const aliases = ['info@evry.fr', address];
      const events: readonly (readonly [string, Partial<AuditEvent>])[] = [
        ['of a former domain', { ...alias, ...at(0) }],
        ['first', { ...alias, ...at(1) }],
        ['another alias', { ...alias, label: 'info@evry.fr', ...at(2) }],
        ['a mailbox', { ...alias, action: 'mailbox.created', ...at(2) }],
        ['among many', { ...many, details: { aliases }, ...at(3) }],
        ['many others', { ...many, details: { aliases: ['info@evry.fr'] }, ...at(3) }],
        ['not about aliases', { ...many, details: { mailboxes: aliases }, ...at(3) }],
        [
          'another action',
          { ...alias, action: 'mail_domain.mailboxes_changed', details: { aliases }, ...at(3) },
        ],
        ['last', { ...alias, action: 'mail_alias.deleted', ...at(4) }],
      ];
      for (const [objectId, event] of events) await append(makeEvent({ objectId, ...event }));
      const sought = { address, since: minutesLater(1) };
      const objects = async (page: Parameters<typeof auditQueries.ofAlias>[1]) =>
        (await auditQueries.ofAlias(sought, page)).map(({ objectId }) => objectId);
      expect(await objects({ limit: 100 })).toEqual(['last', 'among many', 'first']);
      expect(await objects({ limit: 2 })).toEqual(['last', 'among many']);
      const [, second] = await auditQueries.ofAlias(sought, { limit: 2 });
      expect(await objects({ limit: 2, after: second })).toEqual(['first']);
      expect(await auditQueries.ofAlias({ ...sought, address: 'CONTACT@evry.fr' }, { limit: 9 })).toEqual([]);
    });

    it('keeps nothing of a change that is rolled back', async () => {
      const attempt = unitOfWork.run(async ({ audit }) => {
        await audit.append(author, makeEvent());
        throw new Error('changed my mind');
      });
      await expect(attempt).rejects.toThrow('changed my mind');
      expect(await list()).toEqual([]);
    });

    it('does not see later changes of what it was given', async () => {
      const details: Record<string, string> = { role: 'owner' };
      await append(makeEvent({ details }));
      details['role'] = 'changed';
      expect(await list()).toMatchObject([{ details: { role: 'owner' } }]);
    });
  });
