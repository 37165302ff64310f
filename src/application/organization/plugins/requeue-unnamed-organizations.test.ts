import { expect, it } from 'vitest';
import { calledBy, newOrganization } from '../../../../tests/plugins/la-suite-fixture.ts';
import { MemoryOrganizations } from '../../../../tests/plugins/memory-organizations.ts';
import { RecordingLogger } from '../../../../tests/plugins/recording-logger.ts';
import type { Organization } from '../../../domain/organization/organization.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import type { Job } from '../../shared/jobs/job.ts';
import type { JobOptions, KeyedJob } from '../../shared/jobs/outbox.ts';
import type { PluginRegistry } from './plugin-registry.ts';
import { makeRequeueUnnamedOrganizations } from './requeue-unnamed-organizations.ts';

const NOW = new Date('2026-11-24T02:00:00Z');
const DINUM = '00000000-0000-4000-8000-000000000001' as OrganizationId;
const MONTPELLIER = '00000000-0000-4000-8000-000000000002' as OrganizationId;
const ANNECY = '00000000-0000-4000-8000-000000000003' as OrganizationId;
const STORED: readonly Organization[] = [
  {
    ...calledBy('21340172201787'),
    id: MONTPELLIER,
    domains: [],
    createdAt: new Date('2026-11-02T00:00:00Z'),
  },
  { ...newOrganization(), id: DINUM, createdAt: new Date('2026-11-01T00:00:00Z') },
  { ...newOrganization(), id: ANNECY, name: 'Annecy', registrationIds: ['21740010800016'], domains: [] },
];
const plugins: PluginRegistry = {
  listening: (hook) => (hook === 'organization_created' ? ['plugins.la_suite', 'plugins.other'] : []),
  call: async () => ({ done: true }),
};

it('notifies every plugin again of the organizations called by a registration id, the oldest first', async () => {
  const stored = new MemoryOrganizations();
  await stored.run(async ({ organizations }) => {
    for (const organization of STORED) await organizations.insertOrFind(organization);
  });
  const queued: [Job, JobOptions | undefined][] = [];
  const outbox = {
    append: async (job: Job, options?: JobOptions) => void queued.push([job, options]),
    appendAll: async (jobs: readonly Job[]) =>
      void queued.push(...jobs.map((job): [Job, undefined] => [job, undefined])),
    appendBehind: async (jobs: readonly KeyedJob[]) =>
      void queued.push(...jobs.map(({ job, key }): [Job, JobOptions] => [job, { key }])),
  };
  const logger = new RecordingLogger();
  const requeue = makeRequeueUnnamedOrganizations({
    unitOfWork: { run: (work) => stored.run(({ organizations }) => work({ organizations, outbox })) },
    plugins,
    clock: { now: () => NOW },
    logger,
  });

  expect(await requeue({ name: 'name_unnamed_organizations' })).toBeUndefined();

  const told = (plugin: string, organizationId: OrganizationId) => [
    {
      name: 'run_plugin_hook',
      plugin,
      event: { hook: 'organization_created', organizationId, occurredAt: NOW.toISOString() },
    },
    { key: `organization_created:${plugin}:${organizationId}` },
  ];
  expect(queued).toEqual([
    told('plugins.la_suite', DINUM),
    told('plugins.other', DINUM),
    told('plugins.la_suite', MONTPELLIER),
    told('plugins.other', MONTPELLIER),
  ]);
  expect(logger.entries).toMatchObject([{ level: 'info', fields: { count: 2 } }]);
});
