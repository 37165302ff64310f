import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { type Evry, openEvry } from './evry.ts';
import { trpcFailure } from './trpc-failure.ts';

const domainSlug = 'evryfr';

let evry: Evry;
beforeAll(async () => {
  evry = await openEvry();
  const { world, evry: mailDomain } = evry;
  for (const [localPart, lastName] of [
    ['ana', 'Roy'],
    ['eve', 'There'],
  ] as const) {
    world.mailProvisioner.putMailbox({ domain: 'evry.fr', localPart, firstName: localPart, lastName });
  }
  await world.unitOfWork.run(({ mailboxes }) =>
    mailboxes.insert(
      makeMailbox({
        mailDomainId: mailDomain.id,
        status: 'enabled',
        localPart: 'eve',
        firstName: 'eve',
        lastName: 'Here',
      }),
    ),
  );
});
afterAll(() => evry.world.close());

it('is compared when one asks, and says so', async () => {
  const { world, bob } = evry;
  const run = () => bob.regie.mailDrift.run.query({ domainSlug });
  expect(await run()).toEqual({ latest: null, isQueued: false });
  await bob.regie.mailDrift.compare.mutate({ domainSlug });
  await world.advance(60);
  expect(await run()).toMatchObject({
    latest: {
      state: 'complete',
      counts: { missing_here: 1, missing_there: 1, differing: 1 },
      toSettle: 3,
      ignored: 0,
    },
    isQueued: false,
  });
});

it('lists lines with what each choice does, and finds them', async () => {
  const { list } = evry.bob.regie.mailDrift;
  const { items } = await list.query({ domainSlug });
  expect(items).toMatchObject([
    {
      address: 'ana@evry.fr',
      choices: [
        { resolution: 'adopt', effects: ['mailbox_added_here'], isDestructive: false },
        { resolution: 'ignore', effects: ['nothing'], isDestructive: false },
      ],
    },
    { address: 'eve@evry.fr', finding: 'differing', resolutions: ['adopt', 'push', 'ignore'] },
    { address: 'jean.valjean@evry.fr', finding: 'missing_there' },
  ]);
  const found = async (input: object) =>
    (await list.query({ domainSlug, ...input })).items.map(({ address }) => address);
  expect(await found({ search: 'VALJEAN' })).toEqual(['jean.valjean@evry.fr']);
  expect(await found({ search: 'eve evry' })).toEqual(['eve@evry.fr']);
  expect(await found({ findings: ['differing', 'imported'], toSettle: true })).toEqual(['eve@evry.fr']);
  expect(await found({ findings: ['imported'], toSettle: true })).toEqual([]);
});

it('settles several, each with its outcome, for those who may', async () => {
  const { bob, carol, dave } = evry;
  const { items } = await bob.regie.mailDrift.list.query({ domainSlug });
  const ids = items.map(({ id }) => id);
  const forbidden = async ({ regie }: Evry['alice']) =>
    (await trpcFailure(regie.mailDrift.resolveSeveral.mutate({ domainSlug, ids, resolution: 'push' })))
      .domainCode;
  expect(await forbidden(carol)).toBe('mail_domain.action_forbidden');
  expect(await forbidden(dave)).toBe('mail_domain.not_found');
  const { outcomes } = await bob.regie.mailDrift.resolveSeveral.mutate({
    domainSlug,
    ids,
    resolution: 'push',
  });
  expect(outcomes).toEqual([
    {
      id: ids[0],
      address: 'ana@evry.fr',
      destination: '',
      outcome: 'refused',
      code: 'drift.resolution_not_applicable',
      params: {},
    },
    { id: ids[1], address: 'eve@evry.fr', destination: '', outcome: 'waiting' },
    { id: ids[2], address: 'jean.valjean@evry.fr', destination: '', outcome: 'waiting' },
  ]);
  const again = await bob.regie.mailDrift.resolveSeveral.mutate({ domainSlug, ids, resolution: 'ignore' });
  expect(again.outcomes).toMatchObject([
    { outcome: 'settled' },
    { outcome: 'refused', code: 'drift.not_found', address: null },
    { outcome: 'refused', code: 'drift.not_found', address: null },
  ]);
  expect((await bob.regie.mailDrift.list.query({ domainSlug, withIgnored: true })).items).toMatchObject([
    {
      address: 'ana@evry.fr',
      isIgnored: true,
      resolutions: ['adopt', 'reopen'],
      choices: [{}, { resolution: 'reopen', effects: ['settled_again'], isDestructive: false }],
    },
  ]);
  const [id = ''] = ids;
  const reopen = ({ regie }: Evry['alice']) =>
    regie.mailDrift.resolve.mutate({ domainSlug, id, resolution: 'reopen' });
  expect((await trpcFailure(reopen(carol))).domainCode).toBe('mail_domain.action_forbidden');
  // A request that is repeated changes nothing more.
  for (const _time of ['first', 'repeated']) expect(await reopen(bob)).toEqual({ outcome: 'settled' });
  expect((await bob.regie.mailDrift.list.query({ domainSlug })).items).toMatchObject([
    { address: 'ana@evry.fr', isIgnored: false, resolutions: ['adopt', 'ignore'] },
  ]);
  expect((await bob.regie.mailDrift.run.query({ domainSlug })).latest).toMatchObject({
    ignored: 0,
    toSettle: 1,
  });
});
