import { MemorySharedSlots } from '../../src/adapters/memory/shared/memory-shared-slots.ts';
import { sharedSlotsContract } from '../contracts/shared-slots.contract.ts';

sharedSlotsContract('memory', async () => {
  const taken = new Map<string, Set<number>>();
  return {
    open: (name, size) => {
      const shared = taken.get(name) ?? new Set();
      taken.set(name, shared);
      return new MemorySharedSlots(size, shared);
    },
    close: async () => undefined,
  };
});
