import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TokenIntrospector } from '../../src/application/access/resource-server/token-introspector.ts';

export type TokenIntrospectorHarness = {
  readonly introspector: TokenIntrospector;
  /** Issues a token that is valid for an hour. */
  issue(token: { sub: string; clientId: string; scopes: readonly string[] }): Promise<string>;
  revoke(token: string): Promise<void>;
  /** Client ids that tokens can be issued to. */
  readonly clientIds: readonly [string, string];
  goDown(): void;
  comeBack(): void;
  close(): Promise<void>;
};

export const tokenIntrospectorContract = (name: string, open: () => Promise<TokenIntrospectorHarness>) =>
  describe(`token introspector contract: ${name}`, () => {
    let harness: TokenIntrospectorHarness;
    beforeAll(async () => {
      harness = await open();
    });
    afterEach(() => harness.comeBack());
    afterAll(() => harness.close());

    it('tells whose token it is, for which client and what', async () => {
      const [clientId] = harness.clientIds;
      const token = await harness.issue({ sub: 'somebody', clientId, scopes: ['openid', 'groups'] });
      expect(await harness.introspector.introspect(token)).toEqual({
        active: true,
        sub: 'somebody',
        clientId,
        scopes: ['openid', 'groups'],
        expiresAt: expect.any(Date),
      });
    });

    it('gives the time at which the token ends', async () => {
      const token = await harness.issue({ sub: 'somebody', clientId: harness.clientIds[0], scopes: [] });
      const answer = await harness.introspector.introspect(token);
      if (!answer.active || answer.expiresAt === undefined) throw new Error('expected an active token');
      const secondsLeft = (answer.expiresAt.getTime() - Date.now()) / 1000;
      expect(secondsLeft).toBeGreaterThan(3500);
      expect(secondsLeft).toBeLessThanOrEqual(3601);
      expect(answer.scopes).toEqual([]);
    });

    it('tells clients and people apart', async () => {
      const [one, other] = harness.clientIds;
      const tokens = [
        await harness.issue({ sub: 'first', clientId: one, scopes: ['groups'] }),
        await harness.issue({ sub: 'second', clientId: other, scopes: ['groups'] }),
      ];
      expect(await Promise.all(tokens.map((token) => harness.introspector.introspect(token)))).toMatchObject([
        { sub: 'first', clientId: one },
        { sub: 'second', clientId: other },
      ]);
    });

    it.each(['unknown', '', 'a.b.c', 'ünïcode + & = %'])('finds %j not active', async (token) => {
      expect(await harness.introspector.introspect(token)).toEqual({ active: false });
    });

    it('finds a revoked token not active', async () => {
      const token = await harness.issue({
        sub: 'somebody',
        clientId: harness.clientIds[0],
        scopes: ['groups'],
      });
      expect(await harness.introspector.introspect(token)).toMatchObject({ active: true });
      await harness.revoke(token);
      expect(await harness.introspector.introspect(token)).toEqual({ active: false });
    });

    it('is unavailable while the authorization server is down, and recovers', async () => {
      const token = await harness.issue({
        sub: 'somebody',
        clientId: harness.clientIds[0],
        scopes: ['groups'],
      });
      harness.goDown();
      await expect(harness.introspector.introspect(token)).rejects.toMatchObject({
        code: 'identity_provider.unavailable',
        kind: 'unavailable',
      });
      harness.comeBack();
      expect(await harness.introspector.introspect(token)).toMatchObject({ active: true });
    });
  });
