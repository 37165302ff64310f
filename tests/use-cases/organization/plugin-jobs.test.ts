import { beforeEach, describe, expect, it } from 'vitest';
import type {
  HookOutcome,
  OrganizationCreatedEvent,
  Plugin,
} from '../../../src/application/organization/plugins/plugin.ts';
import { queueOrganizationCreated } from '../../../src/application/organization/plugins/queue-organization-created.ts';
import type { Organization } from '../../../src/domain/organization/organization.ts';
import { DomainError } from '../../../src/domain/shared/errors.ts';
import { makeOrganization } from '../../builders/make-organization.ts';
import { openUseCaseWorld, START, type UseCaseWorld } from '../../support/use-case-world.ts';

const SIRET = '21910228500018';

let world: UseCaseWorld;
let told: (OrganizationCreatedEvent & { readonly plugin: string })[];
/** The next reaction of the first plugin; it then handles all later events. */
let answers: (() => HookOutcome)[];

const listening = (name: string): Plugin => ({
  name,
  hooks: {
    organizationCreated: async (event) => {
      told.push({ ...event, plugin: name });
      return (name === 'one' ? answers.shift()?.() : undefined) ?? { done: true };
    },
  },
});

beforeEach(async () => {
  told = [];
  answers = [];
  world = await openUseCaseWorld({
    plugins: [listening('one'), listening('two'), { name: 'deaf', hooks: {} }],
  });
});

const unnamed = (given: Partial<Organization> = {}) =>
  world.addOrganization(makeOrganization({ name: SIRET, registrationIds: [SIRET], ...given }));
const queue = ({ id: organizationId }: Organization, occurredAt = START) =>
  world.unitOfWork.run(({ outbox }) =>
    queueOrganizationCreated(outbox, world.plugins, { organizationId, occurredAt }),
  );
const requeue = () => world.handlers.name_unnamed_organizations({ name: 'name_unnamed_organizations' });

describe('an organization that was created', () => {
  it('reaches every plugin that listens, with the instant at which it happened', async () => {
    const organization = await unnamed();
    await queue(organization);
    world.clock.advance(30);
    await world.jobs.runAllJobs();
    const { id: organizationId } = organization;
    expect(told).toEqual(['one', 'two'].map((plugin) => ({ organizationId, occurredAt: START, plugin })));
  });

  it('replaces the same event that waits', async () => {
    const organization = await unnamed();
    await queue(organization);
    const occurredAt = new Date(START.getTime() + 5000);
    await queue(organization, occurredAt);
    await world.jobs.runAllJobs();
    expect(told).toMatchObject([
      { plugin: 'one', occurredAt },
      { plugin: 'two', occurredAt },
    ]);
  });

  it('reaches no plugin when its transaction fails', async () => {
    world.unitOfWork.plan('lost');
    await expect(queue(makeOrganization())).rejects.toThrow('commit');
    expect(world.jobs.waiting()).toEqual([]);
  });
});

describe('a plugin', () => {
  it('that cannot go on is called again with the same event after the delay it names', async () => {
    answers.push(() => ({ done: false, retryInSeconds: 42 }));
    await queue(await unnamed());
    await world.jobs.runDueJobs();
    expect(world.jobs.waiting()).toMatchObject([{ runAt: new Date(START.getTime() + 42_000) }]);
    await world.jobs.runAllJobs();
    const [first, , second] = told;
    expect(second).toEqual(first);
  });

  it('that fails is called again, and keeps no other from being called', async () => {
    answers.push(() => {
      throw new Error('a defect of the plugin');
    });
    await queue(await unnamed());
    await world.jobs.runAllJobs();
    expect(told.map(({ plugin }) => plugin)).toEqual(['one', 'two', 'one']);
    expect(world.jobs.failures).toMatchObject([{ message: 'a defect of the plugin' }]);
    expect(world.logger.entries).toMatchObject([
      { level: 'error', message: 'job failed', fields: { job: 'run_plugin_hook' } },
    ]);
  });

  it('that falls into an outage is called again later', async () => {
    answers.push(() => {
      throw new DomainError('organization_directory.unavailable', 'no answer', { retryAfterSeconds: 20 });
    });
    await queue(await unnamed());
    await world.jobs.runDueJobs();
    expect(world.jobs.waiting()).toMatchObject([{ runAt: new Date(START.getTime() + 20_000) }]);
    await world.jobs.runAllJobs();
    expect(told).toHaveLength(3);
  });

  it('that is not configured any more, or does not listen, is done with its events', async () => {
    const { id: organizationId } = await unnamed();
    const event = { hook: 'organization_created', organizationId, occurredAt: START.toISOString() } as const;
    for (const plugin of ['gone', 'deaf']) {
      expect(
        await world.handlers.run_plugin_hook({ name: 'run_plugin_hook', plugin, event }),
      ).toBeUndefined();
    }
    expect(told).toEqual([]);
  });
});

describe('every night', () => {
  it('organizations still called by a registration id are sent to plugins again, as of now', async () => {
    const { id: organizationId } = await unnamed();
    await world.addOrganization(makeOrganization({ name: 'Varzy' }));
    await world.addOrganization(makeOrganization({ name: 'a.fr', registrationIds: [], domains: ['a.fr'] }));
    world.clock.advance(3600);
    expect(await requeue()).toBeUndefined();
    await world.jobs.runAllJobs();
    const occurredAt = world.clock.now();
    expect(told).toEqual(['one', 'two'].map((plugin) => ({ organizationId, occurredAt, plugin })));
    expect(world.logger.entries).toMatchObject([{ level: 'info', fields: { count: 1 } }]);
  });

  it('they are sent once, when the night comes twice before the worker', async () => {
    await unnamed();
    await requeue();
    await requeue();
    expect(world.jobs.names()).toEqual(['run_plugin_hook', 'run_plugin_hook']);
  });
});
