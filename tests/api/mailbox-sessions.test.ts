import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { foundThere } from '../../src/domain/mailbox/provisioning.ts';
import { makeOpenidClient } from '../builders/make-openid-client.ts';
import { makeOpenidRecord } from '../builders/make-openid-record.ts';
import { newId } from '../builders/new-id.ts';
import { START } from '../support/api-world.ts';
import { type Evry, openEvry } from './evry.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const later = (minutes: number): Date => new Date(START.getTime() + minutes * 60_000);

let evry: Evry;
beforeEach(async () => {
  evry = await openEvry();
  await evry.world.unitOfWork.run(async ({ openidClients }) => {
    for (const name of ['Agenda', 'Intranet', 'Wiki']) {
      const clientId = name.toLowerCase();
      const backchannelLogoutUri = `https://${clientId}.example/signed-out`;
      await openidClients.insert(makeOpenidClient({ clientId, name, backchannelLogoutUri }));
    }
  });
});
afterEach(() => evry.world.close());

const target = () => ({ domainSlug: 'evryfr', id: evry.jean.id });

/** Signs Jean in to clients, and gives each a token. */
async function signIn(minutes: number, clientIds: readonly string[], userAgent: string | null = FIREFOX) {
  const { openidRecords } = evry.world.adapters;
  const clients = clientIds.map((clientId) => ({ clientId, sid: newId<string>(), grantId: newId<string>() }));
  await openidRecords.save(
    makeOpenidRecord({
      model: 'Session',
      clientId: null,
      uid: newId<string>(),
      mailboxId: evry.jean.id,
      expiresAt: later(720),
      session: { signedInAt: later(minutes), address: '192.0.2.7', userAgent, clients },
    }),
  );
  for (const { clientId, grantId } of clients)
    await openidRecords.save(makeOpenidRecord({ grantId, clientId, mailboxId: evry.jean.id }));
}
const records = () =>
  evry.world.store.tables.openidRecords
    .all(({ mailboxId }) => mailboxId === evry.jean.id)
    .map(({ model, clientId }) => [model, clientId]);
const told = async () => {
  await evry.world.jobs.run();
  return evry.world.signOutNotifier.notices.map(({ clientId, mailboxId }) => ({ clientId, mailboxId }));
};

describe('the sessions of a mailbox’s owner, over tRPC', () => {
  it('are listed for who manages the domain, the latest first', async () => {
    await signIn(1, ['agenda', 'gone'], FIREFOX);
    await signIn(2, [], null);
    const shown = {
      id: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: later(720).toISOString(),
      address: '192.0.2.7',
    };
    const expected = [
      { ...shown, clients: [], signedInAt: later(2).toISOString(), device: { browser: null, system: null } },
      {
        ...shown,
        clients: ['Agenda', 'gone'],
        signedInAt: later(1).toISOString(),
        device: { browser: 'Firefox', system: 'Linux' },
      },
    ];
    for (const manager of [evry.alice, evry.bob])
      expect(await manager.regie.mailboxes.sessions.query(target())).toEqual(expected);
  });

  it('end one by one', async () => {
    await signIn(1, ['agenda']);
    await signIn(2, ['intranet']);
    const { mailboxes } = evry.bob.regie;
    const [, first] = await mailboxes.sessions.query(target());
    const ending = { ...target(), sessionId: first?.id };
    expect(await mailboxes.endSessions.mutate(ending)).toEqual({ ended: 1 });
    expect(records()).toEqual([
      ['Session', null],
      ['AccessToken', 'intranet'],
    ]);
    expect(await told()).toEqual([{ clientId: 'agenda', mailboxId: evry.jean.id }]);
    expect(evry.world.audited().at(-1)).toMatchObject({
      action: 'mailbox.sessions_ended',
      actorId: evry.people.bob.id,
      objectId: evry.jean.id,
      label: 'jean.valjean@evry.fr',
      organizationId: evry.organization.id,
      details: { clients: ['agenda'] },
    });
    await expect(mailboxes.endSessions.mutate(ending)).rejects.toMatchObject({
      data: { code: 'NOT_FOUND', domainCode: 'session.not_found' },
    });
  });

  it('end all at once, with what outlived its session, of a disabled mailbox too', async () => {
    await signIn(1, ['agenda']);
    await signIn(2, ['intranet']);
    await evry.world.adapters.openidRecords.save(
      makeOpenidRecord({ model: 'Grant', clientId: 'wiki', mailboxId: evry.jean.id }),
    );
    await evry.world.unitOfWork.run(({ mailboxes }) =>
      mailboxes.update({ ...evry.jean, ...foundThere(false) }),
    );
    const { mailboxes } = evry.alice.regie;
    expect((await mailboxes.get.query(target())).abilities).toMatchObject({
      listSessions: true,
      endSessions: true,
    });
    expect(await mailboxes.endSessions.mutate(target())).toEqual({ ended: 3 });
    expect(records()).toEqual([]);
    expect((await told()).map(({ clientId }) => clientId).sort()).toEqual(['agenda', 'intranet', 'wiki']);
    expect(await mailboxes.sessions.query(target())).toEqual([]);
  });

  it('are nobody else’s business', async () => {
    await signIn(1, ['agenda']);
    const outcomes = [
      [evry.carol, 'mailbox.action_forbidden'],
      [evry.dave, 'mail_domain.not_found'],
    ] as const;
    for (const [{ regie }, domainCode] of outcomes) {
      const refused = { data: { domainCode } };
      await expect(regie.mailboxes.sessions.query(target())).rejects.toMatchObject(refused);
      await expect(regie.mailboxes.endSessions.mutate(target())).rejects.toMatchObject(refused);
    }
    expect((await evry.carol.regie.mailboxes.get.query(target())).abilities).toMatchObject({
      listSessions: false,
      endSessions: false,
    });
    // A mailbox of another domain is none of this one.
    const elsewhere = { ...target(), domainSlug: 'oldfr' };
    const unknown = { data: { domainCode: 'mailbox.not_found' } };
    await expect(evry.alice.regie.mailboxes.sessions.query(elsewhere)).rejects.toMatchObject(unknown);
    await expect(evry.alice.regie.mailboxes.endSessions.mutate(elsewhere)).rejects.toMatchObject(unknown);
    expect(records()).toHaveLength(2);
  });
});
