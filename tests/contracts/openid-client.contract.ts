import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { RegisteredClient } from '../../src/application/identity/client/openid-client-repository.ts';
import { NO_SECRETS } from '../../src/domain/identity/client-secrets.ts';
import { makeClientSecrets, makeOpenidClient } from '../builders/make-openid-client.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

/** Clients of our OpenID provider, and the queries about them. */
export const openidClientContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`OpenID client contract: ${name}`, async () => {
    const { unitOfWork, openidClientQueries: queries, reset, close } = await open();
    const full = makeOpenidClient({
      name: 'Wiki',
      tokenEndpointAuthMethod: 'client_secret_basic',
      redirectUris: ['https://wiki.example/cb', 'https://wiki.example/cb?dummy1=lorem&dummy2=ipsum'],
      postLogoutRedirectUris: ['https://wiki.example/out'],
      allowedOrigins: ['https://wiki.example'],
      idTokenSignedResponseAlg: 'ES256',
      userinfoSignedResponseAlg: 'RS256',
      requiresPkce: false,
      skipsConsent: true,
      backchannelLogoutUri: 'https://wiki.example/backchannel',
      backchannelLogoutSessionRequired: true,
      isEnabled: false,
      createdAt: minutesLater(-5),
      secrets: makeClientSecrets('present', {
        former: [
          { hash: 'pbkdf2_sha256$1$salt$hash', endsAt: minutesLater(60), usedAt: minutesLater(7) },
          { hash: 'sha256$1', endsAt: minutesLater(30), usedAt: null },
        ],
      }),
    });
    const openClient = makeOpenidClient({
      name: 'Agenda',
      clientType: 'public',
      tokenEndpointAuthMethod: 'none',
      postLogoutRedirectUris: [],
      secrets: NO_SECRETS,
    });
    const signing = makeOpenidClient({
      name: 'Signing',
      tokenEndpointAuthMethod: 'client_secret_basic_or_post',
      idTokenSignedResponseAlg: 'HS256',
      secrets: { ...NO_SECRETS, readable: 'sécret "lisible"' },
    });
    const insert = (...clients: readonly RegisteredClient[]) =>
      unitOfWork.run(async ({ openidClients }) => {
        for (const client of clients) await openidClients.insert(client);
      });
    const lock = (clientId: string) => unitOfWork.run(({ openidClients }) => openidClients.lock(clientId));

    beforeEach(reset);
    afterAll(close);

    it('returns what it stored, field for field', async () => {
      await insert(full, openClient, signing);
      for (const client of [full, openClient, signing]) {
        expect(await queries.find(client.clientId)).toEqual(client);
        expect(await lock(client.clientId)).toEqual(client);
      }
      expect(await queries.find(newId())).toBeUndefined();
      expect(await lock(newId())).toBeUndefined();
    });

    it('hands out copies', async () => {
      await insert(full);
      const found = await queries.find(full.clientId);
      Object.assign(found?.secrets ?? {}, { hash: 'other' });
      expect(await queries.find(full.clientId)).toEqual(full);
    });

    it('refuses an id that another client has', async () => {
      await insert(full);
      const again = insert({ ...openClient, clientId: full.clientId });
      await expect(again).rejects.toMatchObject({ code: 'openid_client.id_taken' });
      expect(await queries.find(full.clientId)).toEqual(full);
    });

    it('changes everything but id and creation', async () => {
      await insert(full, openClient);
      const changed: RegisteredClient = {
        ...signing,
        clientId: full.clientId,
        createdAt: full.createdAt,
        updatedAt: minutesLater(8),
      };
      await unitOfWork.run(({ openidClients }) =>
        openidClients.update({ ...changed, createdAt: minutesLater(9) }),
      );
      expect(await queries.find(full.clientId)).toEqual(changed);
      const secrets = makeClientSecrets('next', {
        usedAt: minutesLater(6),
        former: [{ hash: 'sha256$2', endsAt: minutesLater(1), usedAt: null }],
      });
      const rotated = { ...changed, idTokenSignedResponseAlg: 'RS256', secrets } as const;
      await unitOfWork.run(({ openidClients }) => openidClients.update(rotated));
      expect(await queries.find(full.clientId)).toEqual(rotated);
      expect(await queries.find(openClient.clientId)).toEqual(openClient);
    });

    it('deletes one', async () => {
      await insert(full, openClient);
      await unitOfWork.run(({ openidClients }) => openidClients.delete(full.clientId));
      await unitOfWork.run(({ openidClients }) => openidClients.delete(newId()));
      expect(await queries.find(full.clientId)).toBeUndefined();
      expect(await queries.find(openClient.clientId)).toEqual(openClient);
    });

    it('lists them page by page', async () => {
      await insert(full, openClient);
      const page = (field: 'name' | 'created_at', number = 1, descending = false) =>
        queries.page({ number, size: 1, order: [{ field, descending }] });
      expect(await page('name')).toEqual({ total: 2, items: [openClient] });
      expect(await page('name', 2)).toEqual({ total: 2, items: [full] });
      expect(await page('name', 1, true)).toEqual({ total: 2, items: [full] });
      expect(await page('created_at')).toEqual({ total: 2, items: [full] });
      expect(await page('name', 3)).toEqual({ total: 2, items: [] });
    });

    it('lists them from a position on', async () => {
      const namesake = { ...openClient, clientId: `${openClient.clientId}-2` };
      await insert(full, openClient, namesake);
      const behind = ({ name: key, clientId: id }: RegisteredClient, descending = false) =>
        queries.page({ number: 1, size: 9, order: [{ field: 'name', descending }], after: { key, id } });
      expect(await behind(openClient)).toEqual({ total: 3, items: [namesake, full] });
      expect(await behind(namesake)).toEqual({ total: 3, items: [full] });
      expect(await behind(full)).toEqual({ total: 3, items: [] });
      expect(await behind(full, true)).toEqual({ total: 3, items: [openClient, namesake] });
    });
  });
