import { MemoryStore } from '../../src/adapters/memory/engine/memory-store.ts';
import type { MemoryTables } from '../../src/adapters/memory/engine/memory-tables.ts';
import { MemorySignInAttempts } from '../../src/adapters/memory/identity/memory-sign-in-attempts.ts';
import { MemoryJobQueue } from '../../src/adapters/memory/jobs/memory-job-queue.ts';
import { MemoryActionCounters } from '../../src/adapters/memory/shared/memory-action-counters.ts';
import { MemoryRequestThrottle } from '../../src/adapters/memory/shared/memory-request-throttle.ts';
import { memoryStorage } from '../../src/adapters/memory/storage.ts';
import { systemClock } from '../../src/adapters/system/system.ts';
import { AMPLE_LIMITS } from './ample-limits.ts';
import type { StorageHarness } from './storage-harness.ts';

export type MemoryHarness = StorageHarness & {
  readonly jobQueue: MemoryJobQueue;
  readonly store: MemoryStore;
};

/** The memory adapters over one store; with the queue, to run the jobs that a test causes. */
export async function openMemoryHarness(clock = systemClock): Promise<MemoryHarness> {
  const store = new MemoryStore();
  const jobQueue = new MemoryJobQueue(store);
  const inTables = (write: (tables: MemoryTables) => void) =>
    store.transact(async ({ tables }) => write(tables));
  return {
    ...memoryStorage(store, { ...AMPLE_LIMITS, clock }),
    attempts: (limits) => new MemorySignInAttempts(limits),
    counters: (rates) => new MemoryActionCounters(rates),
    throttle: (rates) => new MemoryRequestThrottle(rates),
    jobQueue,
    store,
    seed: {
      team: (team) => inTables(({ teams }) => teams.insert(team)),
      serviceProvider: (provider, organizationIds) =>
        inTables(({ serviceProviders, organizationServiceProviders }) => {
          serviceProviders.insert(provider);
          for (const organizationId of organizationIds) {
            const id = `${organizationId} ${provider.id}`;
            organizationServiceProviders.insert({
              id,
              organizationId,
              serviceProviderId: provider.id,
            });
          }
        }),
      mailAlias: (alias) => inTables(({ mailAliases }) => mailAliases.insert(alias)),
      organizationAccess: (access) =>
        inTables(({ organizationAccesses }) => organizationAccesses.insert(access)),
      teamInvitation: (invitation) => inTables(({ teamInvitations }) => teamInvitations.insert(invitation)),
      mailDomainInvitation: (invitation) =>
        inTables(({ mailDomainInvitations }) => mailDomainInvitations.insert(invitation)),
    },
    queuedJobs: async () => [...jobQueue.waiting()].sort((a, b) => a.runAt.getTime() - b.runAt.getTime()),
    reset: async () => store.clear(),
    close: async () => undefined,
  };
}
