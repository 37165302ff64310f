import { describe, expect, it } from 'vitest';
import { calledBy, newOrganization } from '../../../tests/plugins/la-suite-fixture.ts';
import { MemoryOrganizations } from '../../../tests/plugins/memory-organizations.ts';
import { RecordingLogger } from '../../../tests/plugins/recording-logger.ts';
import type { Organization } from '../../domain/organization/organization.ts';
import type { OrganizationId } from '../../domain/shared/ids.ts';
import type { OrganizationCreatedEvent } from '../ports/plugin.ts';
import { makeRequeueUnnamedOrganizations } from './requeue-unnamed-organizations.ts';

const NOW = new Date('2026-11-24T02:00:00Z');
const ID = {
  dinum: '00000000-0000-4000-8000-000000000001' as OrganizationId,
  montpellier: '00000000-0000-4000-8000-000000000002' as OrganizationId,
  named: '00000000-0000-4000-8000-000000000003' as OrganizationId,
};
const STORED: readonly Organization[] = [
  {
    ...calledBy('21340172201787'),
    id: ID.montpellier,
    domains: [],
    createdAt: new Date('2026-11-02T00:00:00Z'),
  },
  { ...newOrganization(), id: ID.dinum, createdAt: new Date('2026-11-01T00:00:00Z') },
  { ...newOrganization(), id: ID.named, name: 'Annecy', registrationIds: ['21740010800016'], domains: [] },
];

async function open() {
  const unitOfWork = new MemoryOrganizations();
  await unitOfWork.run(async ({ organizations }) => {
    for (const organization of STORED) await organizations.insertOrFind(organization);
  });
  const queued: OrganizationCreatedEvent[] = [];
  const hookQueue = {
    organizationCreated: async (event: OrganizationCreatedEvent) => void queued.push(event),
  };
  const logger = new RecordingLogger();
  const requeue = makeRequeueUnnamedOrganizations({
    unitOfWork,
    hookQueue,
    clock: { now: () => NOW },
    logger,
  });
  return { requeue, queued, logger };
}

describe('requeueing unnamed organizations', () => {
  it('queues those still called by a registration id, the oldest first', async () => {
    const { requeue, queued, logger } = await open();
    expect(await requeue({ limit: 100 })).toBe(2);
    expect(queued).toEqual([
      { organizationId: ID.dinum, occurredAt: NOW },
      { organizationId: ID.montpellier, occurredAt: NOW },
    ]);
    expect(logger.entries).toMatchObject([{ level: 'info', fields: { count: 2 } }]);
  });

  it('says that it reached its limit', async () => {
    const { requeue, queued, logger } = await open();
    expect(await requeue({ limit: 1 })).toBe(1);
    expect(queued).toEqual([{ organizationId: ID.dinum, occurredAt: NOW }]);
    expect(logger.entries.at(-1)).toMatchObject({ level: 'warn', fields: { limit: 1 } });
  });
});
