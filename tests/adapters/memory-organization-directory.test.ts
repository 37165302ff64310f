import { MemoryOrganizationDirectory } from '../../src/adapters/memory/organization/memory-organization-directory.ts';
import { DomainError } from '../../src/domain/shared/errors.ts';
import { DIRECTORY_SAMPLES } from '../contracts/directory-samples.ts';
import { organizationDirectoryContract } from '../contracts/organization-directory.contract.ts';

const FAILURES = {
  busy: () => new DomainError('organization_directory.unavailable', 'busy', { retryAfterSeconds: 30 }),
  down: () => new DomainError('organization_directory.unavailable', 'down'),
  unreadable: () => new DomainError('organization_directory.unexpected', 'unreadable'),
};

organizationDirectoryContract('memory', async () => {
  const directory = new MemoryOrganizationDirectory(DIRECTORY_SAMPLES);
  return {
    directory,
    failOnce: (failure) => directory.failNext(FAILURES[failure]()),
    close: async () => undefined,
  };
});
