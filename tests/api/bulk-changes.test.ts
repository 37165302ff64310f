import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MemoryActionCounters } from '../../src/adapters/memory/shared/memory-action-counters.ts';
import { BULK_ACTIONS } from '../../src/domain/mailbox/bulk-change.ts';
import type { Mailbox } from '../../src/domain/mailbox/mailbox.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { done } from '../builders/provisioned.ts';
import { AMPLE_LIMITS } from '../support/ample-limits.ts';
import type { ApiClient } from '../support/api-client.ts';
import { CSRF_TOKEN } from '../support/api-world.ts';
import { exchange } from '../support/http-exchange.ts';
import { type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

let evry: Evry;
let inOld: Mailbox;
beforeEach(async () => {
  evry = await openEvry();
  const { world, jean } = evry;
  await world.mailProvisioner.createMailbox({ domain: 'evry.fr', ...jean });
  const { id } = await evry.alice.regie.mailDomains.get.query({ slug: 'oldfr' });
  inOld = makeMailbox({ mailDomainId: id, status: 'enabled', secondaryEmail: 'o@perso.fr' });
  await world.unitOfWork.run(({ mailboxes }) => mailboxes.insert(inOld));
});
afterEach(() => evry.world.close());

type Given = Partial<Parameters<ApiClient['regie']['mailboxes']['changeMany']['mutate']>[0]>;
const change = (by: ApiClient, given: Given = {}) =>
  by.regie.mailboxes.changeMany.mutate({
    domainSlug: 'evryfr',
    changeId: randomUUID(),
    action: 'disable',
    mailboxIds: [evry.jean.id],
    ...given,
  });
const addOff = async (count: number): Promise<readonly Mailbox[]> => {
  const many = Array.from({ length: count }, (_, index) =>
    makeMailbox({
      mailDomainId: evry.evry.id,
      localPart: `off-${String(index).padStart(4, '0')}`,
      provisioned: done({}, 'disabled'),
    }),
  );
  await evry.world.unitOfWork.run(({ mailboxes }) => mailboxes.insertAbsent(many));
  return many;
};
const post = (procedure: string, input: unknown) =>
  evry.world.openSession(evry.people.alice).then((sessionid) =>
    exchange(`${evry.world.url}/trpc/mailboxes.${procedure}`, {
      method: 'POST',
      headers: {
        cookie: `sessionid=${sessionid}; csrftoken=${CSRF_TOKEN}`,
        'x-csrftoken': CSRF_TOKEN,
        'content-type': 'application/json',
      },
      body: JSON.stringify(input),
    }),
  );

describe('a change of many mailboxes over tRPC', () => {
  it('answers each row at once, and tells later what has become of it', async () => {
    const asked = await change(evry.alice);
    expect(asked).toEqual({
      id: asked.id,
      action: 'disable',
      askedAt: expect.stringMatching(/^2026-/),
      rows: [
        {
          mailboxId: evry.jean.id,
          localPart: 'jean.valjean',
          state: 'waiting',
          refusal: null,
          isToBeHandedOver: false,
          trouble: null,
        },
      ],
    });
    expect(await evry.bob.regie.mailboxes.latestBulkChange.query({ domainSlug: 'evryfr' })).toEqual({
      id: asked.id,
      action: 'disable',
      askedAt: asked.askedAt,
      count: 1,
    });
    await evry.world.advance(1);
    const request = { domainSlug: 'evryfr', changeId: asked.id };
    expect(await evry.bob.regie.mailboxes.getBulkChange.query(request)).toMatchObject({
      askedAt: asked.askedAt,
      rows: [{ state: 'done' }],
    });
  });

  it('says of nobody that they are handed a link where the server makes none, as the selection does', async () => {
    const { world, alice } = evry;
    const bare = makeMailbox({
      mailDomainId: evry.evry.id,
      localPart: 'sans.rien',
      secondaryEmail: null,
      provisioned: done(),
    });
    const inOrganization = (organizationId: OrganizationId | null) =>
      world.unitOfWork.run(({ mailDomains }) => mailDomains.update({ ...evry.evry, organizationId }));
    const setActive = (isActive: boolean) =>
      world.unitOfWork.run(({ organizations }) => organizations.update({ ...evry.organization, isActive }));
    await world.unitOfWork.run(({ mailboxes }) => mailboxes.insert(bare));
    await inOrganization(evry.organization.id);
    const asked = await change(alice, { action: 'sendLoginLink', mailboxIds: [bare.id] });
    const request = { domainSlug: 'evryfr', changeId: asked.id };
    /** Whether it is offered for what was asked before, for what is asked now, for what might be, and by the server. */
    const offers = async () => {
      const again = await change(alice, { action: 'resetPassword', mailboxIds: [bare.id] });
      const before = await alice.regie.mailboxes.getBulkChange.query(request);
      const { items } = await alice.regie.mailboxes.select.query({
        domainSlug: 'evryfr',
        search: 'sans.rien',
      });
      const link = alice.regie.mailboxes.handOverPasswordLink.mutate({ domainSlug: 'evryfr', id: bare.id });
      return [
        before.rows.some(({ isToBeHandedOver }) => isToBeHandedOver),
        again.rows.some(({ isToBeHandedOver }) => isToBeHandedOver),
        items[0]?.handedOverInstead.includes('sendLoginLink'),
        await link.then(
          () => true,
          () => false,
        ),
      ];
    };
    const all = (expected: boolean) => Array.from({ length: 4 }, () => expected);
    expect(await offers()).toEqual(all(true));
    await setActive(false);
    expect(await offers()).toEqual(all(false));
    await setActive(true);
    await inOrganization(null);
    expect(await offers()).toEqual(all(false));
    await inOrganization(evry.organization.id);
    const elsewhere = { domainSlug: 'evryfr', id: bare.id, secondaryEmail: 'ailleurs@perso.fr' };
    await alice.regie.mailboxes.update.mutate(elsewhere);
    const now = await alice.regie.mailboxes.getBulkChange.query(request);
    expect(now.rows).toMatchObject([{ state: 'refused', isToBeHandedOver: false }]);
  });

  it('says whose owners are handed a link, which is made for each alone, and kept nowhere with the change', async () => {
    const alone = makeMailbox({
      mailDomainId: evry.evry.id,
      localPart: 'sans.adresse',
      secondaryEmail: null,
      provisioned: done(),
    });
    await evry.world.unitOfWork.run(async ({ mailDomains, mailboxes }) => {
      await mailDomains.update({ ...evry.evry, organizationId: evry.organization.id });
      await mailboxes.insert(alone);
    });
    const { regie } = evry.alice;
    const search = 'sans.adresse';
    const { items } = await regie.mailboxes.select.query({ domainSlug: 'evryfr', search });
    expect(items).toMatchObject([
      { handedOverInstead: ['resetPassword', 'sendLoginLink', 'invitePassword'] },
    ]);
    for (const action of ['sendLoginLink', 'resetPassword', 'delete'] as const) {
      const asked = await change(evry.alice, { action, mailboxIds: [alone.id] });
      expect(asked.rows).toMatchObject([{ state: 'refused', isToBeHandedOver: action !== 'delete' }]);
    }
    const changeId = (await change(evry.bob, { action: 'sendLoginLink', mailboxIds: [alone.id] })).id;
    const target = { domainSlug: 'evryfr', id: alone.id };
    const { url, expiresAt } = await regie.mailboxes.handOverPasswordLink.mutate(target);
    expect(Date.parse(expiresAt)).toBeGreaterThan(evry.world.clock.now().getTime());
    const later = await regie.mailboxes.getBulkChange.query({ domainSlug: 'evryfr', changeId });
    const secret = url.split(/[#/=]/).at(-1) ?? '';
    expect(secret.length).toBeGreaterThan(20);
    expect(JSON.stringify([later, evry.world.audited()])).not.toContain(secret);
    await evry.world.unitOfWork.run(({ mailboxes }) => mailboxes.deleteMany([alone.id]));
  });

  it('is for owners and administrators', async () => {
    const calls = [
      (by: ApiClient) => change(by),
      (by: ApiClient) =>
        by.regie.mailboxes.getBulkChange.query({ domainSlug: 'evryfr', changeId: randomUUID() }),
    ];
    for (const call of calls) {
      expect(await trpcFailure(call(evry.carol))).toMatchObject({
        domainCode: 'mailbox.action_forbidden',
        httpStatus: 403,
      });
      expect(await trpcFailure(call(evry.dave))).toMatchObject({
        domainCode: 'mail_domain.not_found',
        httpStatus: 404,
      });
    }
    expect((await change(evry.bob)).rows).toHaveLength(1);
  });

  it('tells nothing of mailboxes of other domains: they are as those that do not exist', async () => {
    const unknown = randomUUID();
    for (const action of BULK_ACTIONS) {
      const { rows } = await change(evry.alice, { action, mailboxIds: [inOld.id, unknown] });
      const [ofOther, ofNone] = rows.map(({ mailboxId: _id, ...row }) => row);
      expect(ofOther).toEqual(ofNone);
      expect(ofNone).toMatchObject({ localPart: null, refusal: { code: 'mailbox.not_found', params: {} } });
    }
  });

  it('refuses each row in a disabled domain', async () => {
    const given = { domainSlug: 'oldfr', mailboxIds: [inOld.id], action: 'enable' as const };
    expect((await change(evry.alice, given)).rows).toMatchObject([
      { state: 'refused', refusal: { code: 'mail_domain.disabled' } },
    ]);
  });

  it('takes a thousand mailboxes, and names what is wrong with other input', async () => {
    const ids = (count: number) => Array.from({ length: count }, () => randomUUID());
    const input = { domainSlug: 'evryfr', changeId: randomUUID(), action: 'disable', mailboxIds: ids(1_000) };
    expect((await post('changeMany', input)).status).toBe(200);
    for (const [wrong, named] of [
      [{ mailboxIds: ids(1_001) }, 'mailboxIds'],
      [{ mailboxIds: [] }, 'mailboxIds'],
      [{ mailboxIds: ['1'] }, 'mailboxIds'],
      [{ mailboxIds: [null] }, 'mailboxIds'],
      [{ mailboxIds: { length: 1 } }, 'mailboxIds'],
      [{ action: 'get' }, 'action'],
      [{ action: 'resetFactors' }, 'action'],
      [{ action: '__proto__' }, 'action'],
      [{ changeId: 'mine' }, 'changeId'],
      [{ changeId: undefined }, 'changeId'],
    ] as const) {
      const answer = await post('changeMany', { ...input, ...wrong });
      expect([named, answer.status]).toEqual([named, 400]);
      expect(answer.text).toContain(named);
    }
    const large = await post('changeMany', { ...input, mailboxIds: ids(20_000) });
    expect(large.status).toBe(413);
  });

  it('knows ids in capitals, and names each mailbox once', async () => {
    const { id } = evry.jean;
    const { rows } = await change(evry.alice, { mailboxIds: [id.toUpperCase() as typeof id, id] });
    expect(rows).toMatchObject([{ mailboxId: id, state: 'waiting' }]);
  });

  it('does not take the id of another change', async () => {
    const { id } = await change(evry.alice);
    expect(await trpcFailure(change(evry.bob, { changeId: id, action: 'enable' }))).toMatchObject({
      domainCode: 'mailbox_bulk_change.id_taken',
      httpStatus: 409,
    });
  });

  it.each<[string, (regie: Evry['alice']['regie'], ids: string[]) => Promise<readonly unknown[]>]>([
    [
      'mailboxes',
      async ({ mailboxes }, mailboxIds) => {
        const wanted = { domainSlug: 'evryfr', changeId: randomUUID(), action: 'disable' } as const;
        return (await mailboxes.changeMany.mutate({ ...wanted, mailboxIds })).rows;
      },
    ],
    ['aliases', ({ aliases }, localParts) => aliases.deleteMany.mutate({ domainSlug: 'evryfr', localParts })],
    [
      'differences',
      async ({ mailDrift }, ids) => {
        const resolution = 'ignore';
        return (await mailDrift.resolveSeveral.mutate({ domainSlug: 'evryfr', ids, resolution })).outcomes;
      },
    ],
  ])('counts as one change of its person for each ten %s', async (_what, change) => {
    const write = { burst: { requests: 101, seconds: 60 }, sustained: { requests: 1_000, seconds: 3600 } };
    const actionCounters = new MemoryActionCounters({ ...AMPLE_LIMITS.actionRates, write });
    const limited = await openEvry({ adapters: { actionCounters } });
    try {
      const ids = Array.from({ length: 1_000 }, () => randomUUID());
      const ask = () => change(limited.alice.regie, ids);
      expect(await ask()).toHaveLength(1_000);
      expect(await trpcFailure(ask())).toMatchObject({ httpStatus: 429, domainCode: 'request.throttled' });
    } finally {
      await limited.world.close();
    }
  });
});

describe('the selection of mailboxes by a filter', () => {
  it('has what may be done with each in bulk, at most a thousand', async () => {
    const many = await addOff(1_001);
    const all = await evry.alice.regie.mailboxes.select.query({ domainSlug: 'evryfr' });
    expect(all.total).toBe(1_002);
    expect(all.items).toHaveLength(1_000);
    const found = await evry.alice.regie.mailboxes.select.query({
      domainSlug: 'evryfr',
      search: 'off-000',
      statuses: ['disabled'],
    });
    expect(found.total).toBe(10);
    expect(found.items[0]).toEqual({
      id: many[0]?.id,
      localPart: 'off-0000',
      refusals: {
        resetPassword: 'mailbox.not_enabled',
        sendLoginLink: 'mailbox.not_enabled',
        delete: 'mailbox.already_provisioned',
      },
      handedOverInstead: [],
    });
    const ofJean = await evry.alice.regie.mailboxes.select.query({ domainSlug: 'evryfr', search: 'valjean' });
    expect(ofJean.items[0]?.refusals).toEqual({ delete: 'mailbox.already_provisioned' });
  });

  it('offers nothing to viewers, and is closed to strangers', async () => {
    const seen = await evry.carol.regie.mailboxes.select.query({ domainSlug: 'evryfr' });
    expect(seen.items).toMatchObject([
      {
        id: evry.jean.id,
        refusals: Object.fromEntries(BULK_ACTIONS.map((action) => [action, 'mailbox.action_forbidden'])),
      },
    ]);
    const stranger = trpcFailure(evry.dave.regie.mailboxes.select.query({ domainSlug: 'evryfr' }));
    expect(await stranger).toMatchObject({ domainCode: 'mail_domain.not_found' });
  });
});
