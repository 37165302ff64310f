import { MemoryOrganizationDirectory } from '../../src/adapters/memory/organization/memory-organization-directory.ts';
import { MemoryRateLimiter } from '../../src/adapters/memory/shared/memory-rate-limiter.ts';
import { createPlugin } from '../../src/application/organization/plugins/la-suite.ts';
import type { OrganizationDirectory } from '../../src/application/organization/plugins/organization-directory.ts';
import type {
  HookOutcome,
  OrganizationCreatedEvent,
  PluginSettings,
} from '../../src/application/organization/plugins/plugin.ts';
import type { RateBudget } from '../../src/application/shared/throttling/rate-limiter.ts';
import type { DirectoryEntry } from '../../src/domain/organization/directory-entry.ts';
import type { Organization } from '../../src/domain/organization/organization.ts';
import type { OrganizationId } from '../../src/domain/shared/ids.ts';
import { DIRECTORY_SAMPLES } from '../contracts/directory-samples.ts';
import { MemoryOrganizations } from './memory-organizations.ts';
import { RecordingLogger } from './recording-logger.ts';

export const START = new Date('2026-11-23T10:00:00Z');
export const DINUM_SIRET = '13002526500013';

/** An organization just created from its SIRET. */
export const newOrganization = (changes: Partial<Organization> = {}): Organization => ({
  id: '6f1dd4a1-63a6-4b25-93c6-0d7f0d1f7f6b' as OrganizationId,
  name: DINUM_SIRET,
  registrationIds: [DINUM_SIRET],
  domains: ['numerique.gouv.fr'],
  metadata: {},
  isActive: true,
  directoryLookup: null,
  createdAt: START,
  updatedAt: START,
  ...changes,
});

/** An organization called by its only registration id. */
export const calledBy = (registrationId: string): Organization =>
  newOrganization({ name: registrationId, registrationIds: [registrationId] });

type Options = {
  organizations?: readonly Organization[];
  entries?: readonly DirectoryEntry[];
  settings?: PluginSettings;
  budget?: RateBudget;
  random?: number;
  /** Put between the plugin and the directory. */
  wrap?: (directory: OrganizationDirectory, organizations: MemoryOrganizations) => OrganizationDirectory;
};

/** The plugin on memory adapters, with a manual clock. */
export async function openLaSuite({
  organizations = [newOrganization()],
  entries = DIRECTORY_SAMPLES,
  settings = { requireValidSiret: false },
  budget = { points: 1000, durationSeconds: 1 },
  random = 0,
  wrap = (directory) => directory,
}: Options = {}) {
  let now = START;
  const clock = { now: () => now };
  const unitOfWork = new MemoryOrganizations();
  const directory = new MemoryOrganizationDirectory(entries);
  const logger = new RecordingLogger();
  await unitOfWork.run(async (repositories) => {
    for (const organization of organizations) await repositories.organizations.insertOrFind(organization);
  });
  const { hooks } = createPlugin({
    unitOfWork,
    organizationDirectory: wrap(directory, unitOfWork),
    rateLimiter: new MemoryRateLimiter({ organization_directory: budget }, clock),
    clock,
    randomness: { next: () => random },
    logger,
    settings,
  });
  const [first] = organizations;
  return {
    directory,
    logger,
    unitOfWork,
    elapse: (seconds: number) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    /** Calls the hook as the queue does, by default for the first organization. */
    created: async (event: Partial<OrganizationCreatedEvent> = {}): Promise<HookOutcome> => {
      if (hooks.organizationCreated === undefined) throw new Error('The plugin has no such hook');
      const organizationId = event.organizationId ?? first?.id ?? newOrganization().id;
      return hooks.organizationCreated({ organizationId, occurredAt: START, ...event });
    },
    stored: (id = first?.id ?? newOrganization().id) =>
      unitOfWork.run((repositories) => repositories.organizations.find(id)),
    update: (organization: Organization) =>
      unitOfWork.run((repositories) => repositories.organizations.update(organization)),
  };
}
