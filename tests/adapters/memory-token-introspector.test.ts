import { MemoryTokenIntrospector } from '../../src/adapters/memory/access/memory-token-introspector.ts';
import { tokenIntrospectorContract } from '../contracts/token-introspector.contract.ts';

tokenIntrospectorContract('memory', async () => {
  const introspector = new MemoryTokenIntrospector({ clock: { now: () => new Date() } });
  let count = 0;
  return {
    introspector,
    clientIds: ['one', 'other'],
    async issue(details) {
      count += 1;
      const token = `token-${count}`;
      introspector.issue(token, { ...details, expiresAt: new Date(Date.now() + 3_600_000) });
      return token;
    },
    revoke: async (token) => introspector.revoke(token),
    goDown: () => introspector.failWith('identity_provider.unavailable'),
    comeBack: () => introspector.failWith(undefined),
    close: async () => undefined,
  };
});
