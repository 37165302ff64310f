import { beforeEach, describe, expect, it } from 'vitest';
import type { OpenidRecord, SessionClient } from '../../src/application/identity/provider/openid-records.ts';
import { MOST_MAILBOX_SESSIONS } from '../../src/application/identity/provider/openid-sessions.ts';
import type { MailboxId } from '../../src/domain/shared/ids.ts';
import { makeOpenidClient } from '../builders/make-openid-client.ts';
import { makeOpenidRecord } from '../builders/make-openid-record.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';
import { twoMailboxes } from '../support/two-mailboxes.ts';

/** A session in which the owner of a mailbox signed in to clients, each by a permission of its own. */
const makeSession = (
  mailboxId: MailboxId,
  uid: string,
  clients: readonly SessionClient[] = [],
  given: Partial<OpenidRecord> & { readonly signedInAt?: Date } = {},
): OpenidRecord => {
  const { signedInAt = minutesLater(0), ...record } = given;
  return makeOpenidRecord({
    model: 'Session',
    clientId: null,
    uid,
    mailboxId,
    session: { signedInAt, address: '192.0.2.7', userAgent: 'Firefox', clients },
    ...record,
  });
};

export const openidRecordsContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`openid records contract: ${name}`, async () => {
    const harness = await open();
    const { unitOfWork, openidRecords, openidSessionQueries } = harness;
    const { jean, ana } = twoMailboxes(harness);

    const saveAll = async (...records: readonly OpenidRecord[]) => {
      for (const record of records) await openidRecords.save(record);
    };
    const isThere = async ({ model, id }: OpenidRecord) =>
      (await openidRecords.find(model, id)) !== undefined;
    const whichAreThere = (...records: readonly OpenidRecord[]) => Promise.all(records.map(isThere));

    it('ends what one client was given, and no session', async () => {
      const session = makeSession(jean.id, 'uid', [{ clientId: 'intranet', sid: 'sid', grantId: 'grant' }]);
      const grant = makeOpenidRecord({ model: 'Grant', grantId: 'grant', mailboxId: jean.id });
      const token = makeOpenidRecord({ grantId: 'grant', mailboxId: jean.id });
      const other = makeOpenidRecord({ clientId: 'agenda', mailboxId: jean.id });
      await saveAll(session, grant, token, other);
      await unitOfWork.run(({ openidSessions }) => openidSessions.endAllAt('intranet'));
      expect(await whichAreThere(session, grant, token, other)).toEqual([true, false, false, true]);
    });

    it('returns the payload it stored, by model and id', async () => {
      const record = makeOpenidRecord();
      await saveAll(record);
      expect(await openidRecords.find('AccessToken', record.id)).toEqual({
        payload: record.payload,
        consumedAt: null,
      });
      expect(await openidRecords.find('RefreshToken', record.id)).toBeUndefined();
      expect(await openidRecords.find('AccessToken', newId<string>())).toBeUndefined();
    });

    it('replaces a record, but not that it was used', async () => {
      const record = makeOpenidRecord({ model: 'RefreshToken' });
      await saveAll(record);
      await openidRecords.consume('RefreshToken', record.id, minutesLater(3));
      await saveAll({ ...record, payload: { changed: true } });
      expect(await openidRecords.find('RefreshToken', record.id)).toEqual({
        payload: { changed: true },
        consumedAt: minutesLater(3),
      });
    });

    it('writes by right of another record while that is there', async () => {
      const code = makeOpenidRecord({ model: 'AuthorizationCode', mailboxId: jean.id });
      const interaction = makeOpenidRecord({ model: 'Interaction', mailboxId: jean.id });
      const source = { model: 'Interaction', id: interaction.id };
      expect(await openidRecords.saveWhile(source, code)).toBe(false);
      expect(await isThere(code)).toBe(false);
      await saveAll(interaction);
      expect(await openidRecords.saveWhile({ ...source, model: 'Session' }, code)).toBe(false);
      expect(await openidRecords.saveWhile(source, code)).toBe(true);
      expect(await openidRecords.find('AuthorizationCode', code.id)).toEqual({
        payload: code.payload,
        consumedAt: null,
      });
      await openidRecords.consume('AuthorizationCode', code.id, minutesLater(3));
      expect(await openidRecords.saveWhile(source, { ...code, payload: { is: 'new' } })).toBe(true);
      expect(await openidRecords.find('AuthorizationCode', code.id)).toEqual({
        payload: { is: 'new' },
        consumedAt: minutesLater(3),
      });
      await openidRecords.destroy('Interaction', interaction.id);
      expect(await openidRecords.saveWhile(source, { ...code, payload: { is: 'late' } })).toBe(false);
      expect((await openidRecords.find('AuthorizationCode', code.id))?.payload).toEqual({ is: 'new' });
    });

    it('writes a session back while it is there, under whichever id', async () => {
      const clients = [{ clientId: 'intranet', sid: 's1', grantId: 'g1' }];
      const session = makeSession(jean.id, 'uid-1', clients);
      const grant = makeOpenidRecord({ model: 'Grant', grantId: 'g1', mailboxId: jean.id });
      const renamed = { ...session, id: newId<string>(), payload: { is: 'renamed' } };
      const source = { uid: 'uid-1' };
      expect(await openidRecords.saveWhile(source, session)).toBe(false);
      await saveAll(session);
      expect(await openidRecords.saveWhile(source, { ...session, payload: { is: 'touched' } })).toBe(true);
      expect((await openidRecords.find('Session', session.id))?.payload).toEqual({ is: 'touched' });
      expect(await openidRecords.saveWhile(source, renamed)).toBe(true);
      await openidRecords.destroy('Session', session.id);
      expect(await openidRecords.saveWhile(source, grant)).toBe(true);
      expect(await openidSessionQueries.listOf(jean.id, minutesLater(0))).toMatchObject([
        { id: openidSessionQueries.idOf('uid-1'), address: '192.0.2.7', clients: ['intranet'] },
      ]);
      await unitOfWork.run(({ openidSessions }) => openidSessions.endAllOf([jean.id]));
      for (const record of [session, renamed, grant]) {
        expect(await openidRecords.saveWhile(source, record)).toBe(false);
      }
      expect(await whichAreThere(session, renamed, grant)).toEqual([false, false, false]);
    });

    it('leaves nothing of a mailbox that is written while all of it ends', async () => {
      for (let round = 0; round < 5; round += 1) {
        const session = makeSession(jean.id, `uid ${round}`);
        await saveAll(session);
        const written = Array.from({ length: 6 }, () =>
          makeOpenidRecord({ model: 'AuthorizationCode', mailboxId: jean.id, grantId: `g ${round}` }),
        );
        const writing = written.map((record) => openidRecords.saveWhile({ uid: `uid ${round}` }, record));
        const back = openidRecords.saveWhile({ uid: `uid ${round}` }, session);
        await unitOfWork.run(({ openidSessions }) => openidSessions.endAllOf([jean.id]));
        await Promise.all([...writing, back]);
        expect(await whichAreThere(session, ...written)).toEqual(Array.from({ length: 7 }, () => false));
      }
    });

    it('finds a session by its lasting name, whichever id it has', async () => {
      const session = makeSession(jean.id, 'uid-1', [], { payload: { is: 'first' } });
      await saveAll(session);
      await openidRecords.destroy('Session', session.id);
      await saveAll({ ...session, id: newId<string>(), payload: { is: 'second' } });
      expect((await openidRecords.findByUid('Session', 'uid-1'))?.payload).toEqual({ is: 'second' });
      expect(await openidRecords.findByUid('Session', 'uid-2')).toBeUndefined();
      expect(await openidRecords.findByUid('Interaction', 'uid-1')).toBeUndefined();
    });

    it('lets one of many use a code', async () => {
      const code = makeOpenidRecord({ model: 'AuthorizationCode' });
      await saveAll(code);
      const consume = () => openidRecords.consume('AuthorizationCode', code.id, minutesLater(1));
      const results = await Promise.all([consume(), consume(), consume(), consume()]);
      expect(results.filter(Boolean)).toHaveLength(1);
      expect(await consume()).toBe(false);
      expect(await openidRecords.consume('AuthorizationCode', newId<string>(), minutesLater(1))).toBe(false);
    });

    it('stores what a code is exchanged for with its use: once, and nothing for who comes late', async () => {
      const code = makeOpenidRecord({ model: 'AuthorizationCode', grantId: 'g1', mailboxId: jean.id });
      await saveAll(code);
      const exchange = async () => {
        const given = [
          makeOpenidRecord({ grantId: 'g1', mailboxId: jean.id, payload: { is: 'access' } }),
          makeOpenidRecord({ model: 'RefreshToken', grantId: null, payload: { is: 'refresh' } }),
        ];
        const isFirst = await openidRecords.consume('AuthorizationCode', code.id, minutesLater(1), given);
        return {
          isFirst,
          stored: await Promise.all(given.map(({ model, id }) => openidRecords.find(model, id))),
        };
      };
      const all = [...(await Promise.all([exchange(), exchange(), exchange()])), await exchange()];
      expect(all.filter(({ isFirst }) => isFirst).map(({ stored }) => stored)).toEqual([
        [
          { payload: { is: 'access' }, consumedAt: null },
          { payload: { is: 'refresh' }, consumedAt: null },
        ],
      ]);
      expect(all.filter(({ isFirst }) => !isFirst).map(({ stored }) => stored)).toEqual(
        Array.from({ length: 3 }, () => [undefined, undefined]),
      );
      expect((await openidRecords.find('AuthorizationCode', code.id))?.consumedAt).toEqual(minutesLater(1));
    });

    it('stores nothing of an exchange where one part cannot be stored', async () => {
      const code = makeOpenidRecord({ model: 'AuthorizationCode' });
      const given = makeOpenidRecord();
      await saveAll(code);
      const twice = openidRecords.consume('AuthorizationCode', code.id, minutesLater(1), [given, given]);
      await expect(twice).rejects.toThrow();
      expect(await whichAreThere(code, given)).toEqual([true, false]);
      expect((await openidRecords.find('AuthorizationCode', code.id))?.consumedAt).toBeNull();
    });

    it('revokes a permission with all that was given by it', async () => {
      const grant = makeOpenidRecord({ model: 'Grant', id: 'g1', grantId: 'g1' });
      const token = makeOpenidRecord({ grantId: 'g1' });
      const code = makeOpenidRecord({ model: 'AuthorizationCode', grantId: 'g1' });
      const other = makeOpenidRecord({ grantId: 'g2' });
      await saveAll(grant, token, code, other);
      await openidRecords.revokeGrant('g1');
      expect(await whichAreThere(grant, token, code, other)).toEqual([false, false, false, true]);
    });

    it('deletes what has expired', async () => {
      const [early, late] = [10, 20].map((minutes) => makeOpenidRecord({ expiresAt: minutesLater(minutes) }));
      if (!early || !late) throw new Error('two records');
      await saveAll(early, late);
      expect(await openidRecords.purge(minutesLater(10))).toBe(1);
      expect(await openidRecords.purge(minutesLater(10))).toBe(0);
      expect(await whichAreThere(early, late)).toEqual([false, true]);
    });

    it('goes with its mailbox', async () => {
      const [ofJean, ofAna] = [
        makeOpenidRecord({ mailboxId: jean.id }),
        makeOpenidRecord({ mailboxId: ana.id }),
      ];
      await saveAll(ofJean, ofAna);
      await unitOfWork.run(({ mailboxes }) => mailboxes.delete(jean.id));
      expect(await whichAreThere(ofJean, ofAna)).toEqual([false, true]);
    });

    it('lists the sessions of a mailbox that live, the latest first', async () => {
      const idOf = (uid: string) => openidSessionQueries.idOf(uid);
      const known = makeOpenidClient({ name: 'Démarches' });
      await unitOfWork.run(({ openidClients }) => openidClients.insert(known));
      await saveAll(
        makeSession(jean.id, 'early', [
          { clientId: 'intranet', sid: 's1', grantId: 'g1' },
          { clientId: known.clientId, sid: 's2', grantId: 'g2' },
        ]),
        makeSession(jean.id, 'late', [], {
          signedInAt: minutesLater(5),
          session: { signedInAt: minutesLater(5), address: null, userAgent: null, clients: [] },
        }),
        makeSession(jean.id, 'over', [], { expiresAt: minutesLater(9) }),
        makeSession(ana.id, 'of ana'),
        makeOpenidRecord({ mailboxId: jean.id }),
      );
      const common = { expiresAt: minutesLater(60) };
      expect(await openidSessionQueries.listOf(jean.id, minutesLater(9))).toEqual([
        {
          ...common,
          id: idOf('late'),
          signedInAt: minutesLater(5),
          address: null,
          userAgent: null,
          clients: [],
        },
        {
          ...common,
          id: idOf('early'),
          signedInAt: minutesLater(0),
          address: '192.0.2.7',
          userAgent: 'Firefox',
          // The first is registered no more.
          clients: ['intranet', 'Démarches'],
        },
      ]);
      expect(idOf('early')).not.toBe('early');
    });

    it(`lists ${MOST_MAILBOX_SESSIONS} sessions at most`, async () => {
      const many = Array.from({ length: MOST_MAILBOX_SESSIONS + 1 }, (_, index) =>
        makeSession(jean.id, `uid ${index}`),
      );
      await saveAll(...many);
      expect(await openidSessionQueries.listOf(jean.id, minutesLater(0))).toHaveLength(MOST_MAILBOX_SESSIONS);
    });

    describe('ending', () => {
      const client = (clientId: string, sid: string | null, grantId: string): SessionClient => ({
        clientId,
        sid,
        grantId,
      });
      const given = (mailboxId: MailboxId) => {
        const grant = (grantId: string, clientId: string) =>
          makeOpenidRecord({ model: 'Grant', id: `${grantId}`, grantId, mailboxId, clientId });
        return {
          here: makeSession(mailboxId, 'here', [
            client('intranet', 'sid-1', 'g1'),
            client('wiki', null, 'g2'),
          ]),
          elsewhere: makeSession(mailboxId, 'elsewhere', [client('intranet', 'sid-2', 'g3')]),
          grants: [
            grant('g1', 'intranet'),
            grant('g2', 'wiki'),
            grant('g3', 'intranet'),
            grant('g4', 'calendar'),
          ],
          token: makeOpenidRecord({ mailboxId, grantId: 'g1', clientId: 'intranet' }),
          otherToken: makeOpenidRecord({ mailboxId, grantId: 'g3', clientId: 'intranet' }),
          refresh: makeOpenidRecord({
            model: 'RefreshToken',
            mailboxId,
            grantId: 'g4',
            clientId: 'calendar',
          }),
        };
      };
      type Given = ReturnType<typeof given>;
      const all = ({ here, elsewhere, grants, token, otherToken, refresh }: Given) => [
        here,
        elsewhere,
        ...grants,
        token,
        otherToken,
        refresh,
      ];
      let of: Given;
      const left = async () => {
        const records = all(of);
        const there = await whichAreThere(...records);
        return records.filter((_, index) => there[index]);
      };

      beforeEach(async () => {
        of = given(jean.id);
        await saveAll(...all(of));
      });

      const byClient = <Row extends { clientId: string; sid: string | null }>(rows: readonly Row[] = []) =>
        [...rows].sort((a, b) => `${a.clientId} ${a.sid}`.localeCompare(`${b.clientId} ${b.sid}`));

      it('everything of mailboxes, and names each client that has to know', async () => {
        const ofAna = makeOpenidRecord({ mailboxId: ana.id });
        await saveAll(ofAna);
        const end = (ids: readonly MailboxId[]) =>
          unitOfWork.run(({ openidSessions }) => openidSessions.endAllOf(ids));
        expect(await end([])).toEqual([]);
        expect(byClient(await end([jean.id]))).toEqual([
          { mailboxId: jean.id, clientId: 'calendar', sid: null },
          { mailboxId: jean.id, clientId: 'intranet', sid: 'sid-1' },
          { mailboxId: jean.id, clientId: 'intranet', sid: 'sid-2' },
          { mailboxId: jean.id, clientId: 'wiki', sid: null },
        ]);
        expect(await left()).toEqual([]);
        expect(await isThere(ofAna)).toBe(true);
        expect(await end([jean.id])).toEqual([]);
      });

      it('one session, with what was given in it', async () => {
        const id = openidSessionQueries.idOf('here');
        const end = (mailboxId: MailboxId) =>
          unitOfWork.run(({ openidSessions }) => openidSessions.end(mailboxId, id));
        expect(await end(ana.id)).toBeUndefined();
        expect(byClient(await end(jean.id))).toEqual([
          { mailboxId: jean.id, clientId: 'intranet', sid: 'sid-1' },
          { mailboxId: jean.id, clientId: 'wiki', sid: null },
        ]);
        const { elsewhere, grants, otherToken, refresh } = of;
        expect(await left()).toEqual([elsewhere, ...grants.slice(2), otherToken, refresh]);
        expect(await end(jean.id)).toBeUndefined();
      });

      it('all sessions but one', async () => {
        const id = openidSessionQueries.idOf('here');
        const ended = await unitOfWork.run(({ openidSessions }) => openidSessions.endOthersOf(jean.id, id));
        expect(byClient(ended)).toEqual([
          { mailboxId: jean.id, clientId: 'calendar', sid: null },
          { mailboxId: jean.id, clientId: 'intranet', sid: 'sid-2' },
        ]);
        const { here, grants, token } = of;
        expect(await left()).toEqual([here, ...grants.slice(0, 2), token]);
      });

      it('all sessions but one, and nothing that is under way', async () => {
        const { here, grants, token } = of;
        const step = makeOpenidRecord({
          model: 'SignInStep',
          clientId: null,
          grantId: null,
          mailboxId: jean.id,
        });
        await saveAll(step);
        const id = openidSessionQueries.idOf('here');
        const ended = await unitOfWork.run(({ openidSessions }) => openidSessions.endSessionsOf(jean.id, id));
        expect(byClient(ended)).toEqual([
          { mailboxId: jean.id, clientId: 'calendar', sid: null },
          { mailboxId: jean.id, clientId: 'intranet', sid: 'sid-2' },
        ]);
        expect(await left()).toEqual([here, ...grants.slice(0, 2), token]);
        expect(await isThere(step)).toBe(true);
        await unitOfWork.run(({ openidSessions }) => openidSessions.endSessionsOf(jean.id, null));
        expect(await left()).toEqual([]);
        expect(await isThere(step)).toBe(true);
      });

      it('takes effect with its transaction', async () => {
        const failing = unitOfWork.run(async ({ openidSessions }) => {
          await openidSessions.endAllOf([jean.id]);
          throw new Error('on purpose');
        });
        await expect(failing).rejects.toThrow('on purpose');
        expect(await left()).toEqual(all(of));
      });
    });
  });
