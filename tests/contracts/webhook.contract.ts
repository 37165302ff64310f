import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/domain/people/user.ts';
import type { TeamWebhookId, WebhookDeliveryId } from '../../src/domain/shared/ids.ts';
import type { Team } from '../../src/domain/team/team.ts';
import { type TeamWebhook, WEBHOOK_PROTOCOLS } from '../../src/domain/webhook/team-webhook.ts';
import {
  DELIVERY_STATES,
  type DeliveryState,
  type WebhookDelivery,
} from '../../src/domain/webhook/webhook-delivery.ts';
import { makeTeam } from '../builders/make-team.ts';
import { makeTeamAccess } from '../builders/make-team-access.ts';
import { makeTeamWebhook } from '../builders/make-team-webhook.ts';
import { makeUser } from '../builders/make-user.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Webhooks and their events. */
export const webhookContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`webhook contract: ${name}`, async () => {
    const { unitOfWork, teamWebhookQueries, reset, close } = await open();
    const root = makeTeam({ path: '00001', name: 'root' });
    const child = makeTeam({ path: '0000100001', name: 'child' });
    const elsewhere = makeTeam({ path: '00002', name: 'elsewhere' });
    const zoe = makeUser({ name: 'Zoé', email: 'zoe@evry.fr' });
    const abel = makeUser({ name: 'Abel', email: null });
    const at = minutesLater(5);

    const add = (webhook: TeamWebhook, secret: string | null = null) =>
      unitOfWork.run(({ webhooks }) => webhooks.insert(webhook, secret));
    const join = (team: Team, { id: userId }: User, minutes = 0) =>
      unitOfWork.run(({ teamAccesses }) =>
        teamAccesses.insert(makeTeamAccess({ teamId: team.id, userId, createdAt: minutesLater(minutes) })),
      );
    const change = (team: Team, user: User, operation: 'add' | 'remove' = 'add') =>
      unitOfWork.run(({ webhookDeliveries }) =>
        webhookDeliveries.queueChange({ teamId: team.id, userId: user.id, operation, at }),
      );
    const first = (id: TeamWebhookId) =>
      unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.lockFirst(id));
    const settle = (id: TeamWebhookId, state: DeliveryState, minutes = 6) =>
      unitOfWork.run(async ({ webhookDeliveries }) => {
        const found = await webhookDeliveries.lockFirst(id);
        if (!found) throw new Error('nothing waits');
        const settled: WebhookDelivery = {
          ...found.delivery,
          state,
          attempts: 1,
          settledAt: minutesLater(minutes),
        };
        await webhookDeliveries.update(settled);
        return settled.id;
      });
    const log = async (webhook: TeamWebhook, states: readonly DeliveryState[] = DELIVERY_STATES) => {
      const order = [{ field: 'id', descending: false }] as const;
      const request = { number: 1, size: 50, order };
      return (await teamWebhookQueries.deliveries(webhook.teamId, webhook.id, states, request))?.items ?? [];
    };
    const told = ({ operation, userId, cause }: WebhookDelivery) => `${cause} ${operation} ${userId}`;
    /** All waiting deliveries of a webhook, each with its address, sent one after the other. */
    const drain = async (id: TeamWebhookId) => {
      const drained: string[] = [];
      for (let found = await first(id); found; found = await first(id)) {
        drained.push(`${told(found.delivery)} to ${found.target.url} with ${found.target.secret}`);
        await settle(id, 'delivered');
      }
      return drained;
    };
    const stored = ({ teamId, id }: TeamWebhook) =>
      unitOfWork.run(({ webhooks }) => webhooks.find(teamId, id));

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ users, teams }) => {
        for (const user of [zoe, abel]) await users.insertOrFind(user);
        for (const team of [root, child, elsewhere]) await teams.insert(team);
      });
    });
    afterAll(close);

    it('returns a webhook as stored, never its secret, and only within its team', async () => {
      const webhook = makeTeamWebhook({ teamId: root.id });
      await add(webhook, 's3cret');
      expect(await stored(webhook)).toEqual({ ...webhook, hasSecret: true });
      expect(JSON.stringify(await stored(webhook))).not.toContain('s3cret');
      await unitOfWork.run(async ({ webhooks }) => {
        expect(await webhooks.find(root.id, webhook.id)).toEqual({ ...webhook, hasSecret: true });
        expect(await webhooks.lock(webhook.id)).toEqual({ ...webhook, hasSecret: true });
        expect(await webhooks.find(child.id, webhook.id)).toBeUndefined();
        expect(await webhooks.lock(newId())).toBeUndefined();
      });
    });

    it('keeps, replaces or takes away a secret, and changes only what may change', async () => {
      const webhook = makeTeamWebhook({ teamId: root.id });
      await add(webhook, 'one');
      const changed: TeamWebhook = {
        ...webhook,
        url: 'https://other.example.com/room/!a:b.example',
        protocol: 'matrix',
        updatedAt: minutesLater(9),
      };
      const update = (secret: string | null | undefined) =>
        unitOfWork.run(({ webhooks }) => webhooks.update({ ...changed, status: 'failure' }, secret));
      const secret = async () => {
        await change(root, zoe);
        return (await first(webhook.id))?.target;
      };
      await update(undefined);
      expect(await stored(webhook)).toEqual({ ...changed, hasSecret: true });
      expect(await secret()).toEqual({ protocol: 'matrix', url: changed.url, secret: 'one' });
      await update('two');
      expect((await secret())?.secret).toBe('two');
      await update(null);
      expect((await secret())?.secret).toBeNull();
      expect((await stored(webhook))?.hasSecret).toBe(false);
    });

    it.each(WEBHOOK_PROTOCOLS)(
      'keeps %s, and the address of one that goes with its team',
      async (protocol) => {
        const webhook = makeTeamWebhook({ teamId: root.id, protocol });
        await add(webhook);
        expect(await stored(webhook)).toMatchObject({ protocol });
        await change(root, zoe);
        await unitOfWork.run(async ({ teams, webhookDeliveries }) => {
          await webhookDeliveries.queueSubtreeRemoval(root.path, minutesLater(1));
          await teams.deleteSubtree(root.path);
        });
        expect((await first(webhook.id))?.target.protocol).toBe(protocol);
      },
    );

    it('lists those of a team page by page', async () => {
      const webhooks = [0, 1, 2].map((minute) =>
        makeTeamWebhook({ teamId: root.id, createdAt: minutesLater(minute) }),
      );
      for (const webhook of [...webhooks].reverse()) await add(webhook);
      await add(makeTeamWebhook({ teamId: child.id }));
      const order = [{ field: 'created_at', descending: false }] as const;
      const pages = [1, 2].map((number) => teamWebhookQueries.page(root.id, { number, size: 2, order }));
      expect(await Promise.all(pages)).toEqual([
        { total: 3, items: webhooks.slice(0, 2) },
        { total: 3, items: webhooks.slice(2) },
      ]);
    });

    it('queues a change for each webhook of the team, with the person as they are, and makes these pending', async () => {
      const [one, two] = [makeTeamWebhook({ teamId: root.id }), makeTeamWebhook({ teamId: root.id })];
      const other = makeTeamWebhook({ teamId: child.id });
      for (const webhook of [one, two, other]) await add(webhook);
      expect([...(await change(root, zoe))].sort()).toEqual([one.id, two.id].sort());
      expect(await log(one)).toEqual([
        {
          id: expect.stringMatching(/^\d+$/),
          webhookId: one.id,
          teamId: root.id,
          teamName: 'root',
          operation: 'add',
          cause: 'change',
          userId: zoe.id,
          email: 'zoe@evry.fr',
          state: 'pending',
          attempts: 0,
          lastStatus: null,
          lastFailure: null,
          createdAt: at,
          lastAttemptAt: null,
          nextAttemptAt: at,
          settledAt: null,
        },
      ]);
      expect(await log(two)).toHaveLength(1);
      expect(await log(other)).toEqual([]);
      expect((await stored(one))?.status).toBe('pending');
      expect((await stored(other))?.status).toBe('success');
      expect(await change(elsewhere, abel)).toEqual([]);
    });

    it('hands out what waits in its order, one webhook apart from the other', async () => {
      const webhook = makeTeamWebhook({ teamId: root.id });
      const other = makeTeamWebhook({ teamId: child.id });
      await add(webhook, 'secret');
      await add(other);
      await change(root, zoe);
      await change(child, zoe);
      await change(root, abel);
      await change(root, zoe, 'remove');
      const order: string[] = [];
      const waiting = () =>
        unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.isWaiting(webhook.id));
      while (await waiting()) {
        const found = await first(webhook.id);
        expect(found?.target).toEqual({ protocol: 'scim', url: webhook.url, secret: 'secret' });
        order.push(`${found?.delivery.operation} ${found?.delivery.email}`);
        await settle(webhook.id, 'delivered');
      }
      expect(order).toEqual(['add zoe@evry.fr', 'add null', 'remove zoe@evry.fr']);
      expect(await first(webhook.id)).toBeUndefined();
      expect((await first(other.id))?.delivery.userId).toBe(zoe.id);
    });

    it('keeps what an attempt brought, and only that', async () => {
      const webhook = makeTeamWebhook({ teamId: root.id });
      await add(webhook);
      await change(root, zoe);
      const [delivery] = await log(webhook);
      if (!delivery) throw new Error('nothing queued');
      const after: WebhookDelivery = {
        ...delivery,
        state: 'expired',
        attempts: 3,
        lastStatus: 503,
        lastFailure: 'overloaded',
        lastAttemptAt: minutesLater(7),
        nextAttemptAt: minutesLater(8),
        settledAt: minutesLater(9),
      };
      await unitOfWork.run(({ webhookDeliveries }) =>
        webhookDeliveries.update({ ...after, email: 'changed', operation: 'remove' }),
      );
      expect(await log(webhook)).toEqual([after]);
      expect(await log(webhook, ['pending', 'delivered', 'failed'])).toEqual([]);
      const lock = (id: WebhookDeliveryId) =>
        unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.lock(id));
      expect(await lock(delivery.id)).toEqual(after);
      expect(await lock('999999999' as WebhookDeliveryId)).toBeUndefined();
    });

    it('queues the members in the order in which they joined', async () => {
      const webhook = makeTeamWebhook({ teamId: root.id });
      await add(webhook);
      const queue = () =>
        unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.queueMembers(webhook.id, at));
      expect(await queue()).toBe(0);
      expect((await stored(webhook))?.status).toBe('success');
      await join(root, abel, 2);
      await join(root, zoe, 1);
      await join(child, abel);
      expect(await queue()).toBe(2);
      expect((await log(webhook)).map(told)).toEqual([`resync add ${zoe.id}`, `resync add ${abel.id}`]);
      expect((await stored(webhook))?.status).toBe('pending');
    });

    it('tells again what holds now about those whose last delivery did not succeed', async () => {
      const webhook = makeTeamWebhook({ teamId: root.id });
      await add(webhook);
      await change(root, zoe, 'remove');
      await settle(webhook.id, 'expired');
      await change(root, abel);
      await settle(webhook.id, 'failed');
      await change(root, abel);
      await settle(webhook.id, 'delivered');
      await join(root, zoe);
      const again = (id?: WebhookDeliveryId) =>
        unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.queueAgain(webhook.id, id, at));
      expect(await again()).toBe(1);
      expect((await log(webhook)).map(told).slice(3)).toEqual([`replay add ${zoe.id}`]);
      expect(await again()).toBe(0);
      const [, ofAbel] = await log(webhook);
      expect(await again(ofAbel?.id)).toBe(1);
      expect((await log(webhook)).map(told).slice(4)).toEqual([`replay remove ${abel.id}`]);
      const has = (id: TeamWebhookId, delivery: WebhookDeliveryId | undefined) =>
        unitOfWork.run(({ webhookDeliveries }) =>
          webhookDeliveries.has(id, delivery ?? ('0' as WebhookDeliveryId)),
        );
      expect(await has(webhook.id, ofAbel?.id)).toBe(true);
      expect(await has(newId(), ofAbel?.id)).toBe(false);
    });

    it('tells, of a team that is deleted with what stands below, that everybody left, after the teams are gone', async () => {
      const [ofRoot, ofChild] = [root, child].map((team) => makeTeamWebhook({ teamId: team.id }));
      const ofOther = makeTeamWebhook({ teamId: elsewhere.id });
      if (!ofRoot || !ofChild) throw new Error('two webhooks');
      await add(ofRoot, 'one');
      await add(ofChild, 'two');
      await add(ofOther, 'three');
      await join(root, abel, 2);
      await join(root, zoe, 1);
      await join(child, zoe);
      await join(elsewhere, zoe);
      await change(root, abel); // waits already
      const woken = await unitOfWork.run(async ({ teams, webhookDeliveries }) => {
        const ids = await webhookDeliveries.queueSubtreeRemoval(root.path, at);
        await teams.deleteSubtree(root.path);
        return ids;
      });
      expect([...woken].sort()).toEqual([ofRoot.id, ofChild.id].sort());
      expect(await stored(ofRoot)).toBeUndefined();
      expect(await drain(ofRoot.id)).toEqual([
        `change add ${abel.id} to ${ofRoot.url} with one`,
        `change remove ${zoe.id} to ${ofRoot.url} with one`,
        `change remove ${abel.id} to ${ofRoot.url} with one`,
      ]);
      expect((await first(ofChild.id))?.delivery.teamName).toBe('child');
      expect(await drain(ofChild.id)).toEqual([`change remove ${zoe.id} to ${ofChild.url} with two`]);
      expect(await drain(ofOther.id)).toEqual([]);
    });

    it('removes a webhook with what waits for it', async () => {
      const [one, two] = [makeTeamWebhook({ teamId: root.id }), makeTeamWebhook({ teamId: root.id })];
      await add(one);
      await add(two);
      await change(root, zoe);
      await unitOfWork.run(({ webhooks }) => webhooks.delete(one.id));
      expect(await stored(one)).toBeUndefined();
      expect(await log(one)).toEqual([]);
      expect(await log(two)).toHaveLength(1);
    });

    it('finds those whose last delivery failed, part by part', async () => {
      const statuses = ['failure', 'success', 'failure', 'pending', 'failure'] as const;
      const made = statuses.map((status) => makeTeamWebhook({ teamId: root.id, status }));
      for (const webhook of made) await add(webhook);
      const failing = (after: TeamWebhookId | undefined, limit: number) =>
        unitOfWork.run(({ webhooks }) => webhooks.failing(after, limit));
      const ids = made
        .filter(({ status }) => status === 'failure')
        .map(({ id }) => id)
        .sort();
      expect(await failing(undefined, 10)).toEqual(ids);
      expect(await failing(undefined, 2)).toEqual(ids.slice(0, 2));
      expect(await failing(ids[1], 2)).toEqual(ids.slice(2));
    });

    it('finds webhooks that were left waiting', async () => {
      const [one, two] = [makeTeamWebhook({ teamId: root.id }), makeTeamWebhook({ teamId: child.id })];
      await add(one);
      await add(two);
      await change(root, zoe);
      await change(child, zoe);
      await settle(two.id, 'failed');
      const overdue = (moment: Date, after?: TeamWebhookId, limit = 10) =>
        unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.overdue(moment, after, limit));
      expect(await overdue(minutesLater(6))).toEqual([one.id]);
      expect(await overdue(at)).toEqual([]);
      expect(await overdue(minutesLater(6), undefined, 0)).toEqual([]);
      expect(await overdue(minutesLater(6), one.id)).toEqual([]);
      await change(child, abel);
      await change(child, zoe);
      const [before = one.id, after = one.id] = [one.id, two.id].sort();
      expect(await overdue(minutesLater(6))).toEqual([before, after]);
      expect(await overdue(minutesLater(6), undefined, 1)).toEqual([before]);
      expect(await overdue(minutesLater(6), before)).toEqual([after]);
    });

    it('forgets what is settled, the oldest first, and never what waits', async () => {
      const webhook = makeTeamWebhook({ teamId: root.id });
      await add(webhook);
      for (const user of [zoe, abel, zoe, abel]) await change(root, user);
      const [ofZoe, ofAbel, again] = [
        await settle(webhook.id, 'delivered', 7),
        await settle(webhook.id, 'failed', 6),
        await settle(webhook.id, 'expired', 8),
      ];
      const forget = (moment: Date, limit = 10) =>
        unitOfWork.run(({ webhookDeliveries }) => webhookDeliveries.forgetSettled(moment, limit));
      const left = async () => (await log(webhook)).map(({ id }) => id).slice(0, -1);
      expect(await forget(minutesLater(6))).toBe(0);
      expect(await left()).toEqual([ofZoe, ofAbel, again]);
      expect(await forget(minutesLater(8), 1)).toBe(1);
      expect(await left()).toEqual([ofZoe, again]);
      expect(await forget(minutesLater(8))).toBe(1);
      expect(await left()).toEqual([again]);
      expect(await forget(minutesLater(100))).toBe(1);
      expect((await log(webhook)).map(told)).toEqual([`change add ${abel.id}`]);
    });

    it('keeps nothing of a transaction that fails', async () => {
      const webhook = makeTeamWebhook({ teamId: root.id });
      await add(webhook);
      const failing = unitOfWork.run(async ({ webhookDeliveries }) => {
        await webhookDeliveries.queueChange({ teamId: root.id, userId: zoe.id, operation: 'add', at });
        throw new Error('on purpose');
      });
      await expect(failing).rejects.toThrow('on purpose');
      expect(await log(webhook)).toEqual([]);
      expect((await stored(webhook))?.status).toBe('success');
    });
  });
