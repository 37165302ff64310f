import { BY_JOB } from '../../../domain/audit/audit-entry.ts';
import { changeOf } from '../../../domain/audit/change-of.ts';
import { nameOrganization, recordLookup } from '../../../domain/organization/name-organization.ts';
import { isUnnamed, type Organization } from '../../../domain/organization/organization.ts';
import { normalizeRegistrationId } from '../../../domain/organization/registration-id.ts';
import { isValidSiret, isWellFormedSiret, type Siret } from '../../../domain/organization/siret.ts';
import type { DomainError } from '../../../domain/shared/errors.ts';
import type { OrganizationId } from '../../../domain/shared/ids.ts';
import { type LookupStage, lookUpSiret } from './look-up-siret.ts';
import type { CreatePlugin, HookOutcome, OrganizationCreatedEvent, PluginPorts } from './plugin.ts';
import { retryDelayAfterOutage } from './retry-delay.ts';

const DONE: HookOutcome = { done: true };
const again = (retryInSeconds: number): HookOutcome => ({ done: false, retryInSeconds });

/** The SIRET to look up, or undefined when the main registration id cannot be one. */
function siretOf({ registrationIds: [mainId = ''] }: Organization, requireValid: boolean): Siret | undefined {
  const number = normalizeRegistrationId(mainId);
  if (!isWellFormedSiret(number)) return undefined;
  return !requireValid || isValidSiret(number) ? number : undefined;
}

/**
 * The stage at which to continue: an establishment not found since the event is not requested again, or a budget of one
 * request at a time would never reach the unit.
 */
const stageOf = ({ directoryLookup }: Organization, { occurredAt }: OrganizationCreatedEvent): LookupStage =>
  directoryLookup?.status === 'not_found' && directoryLookup.at >= occurredAt ? 'unit' : 'establishment';

/**
 * Names organizations that are still called by their SIRET, from the public directory of legal units, and notes
 * whether they are a commune, a public service, closed (contract/siret.md section 4).
 */
export const createPlugin: CreatePlugin = (ports) => ({
  name: 'plugins.la_suite',
  hooks: { organizationCreated: (event) => nameFromDirectory(ports, event) },
});

async function nameFromDirectory(ports: PluginPorts, event: OrganizationCreatedEvent): Promise<HookOutcome> {
  const { unitOfWork, clock, logger, settings } = ports;
  const { organizationId } = event;
  const organization = await unitOfWork.run(({ organizations }) => organizations.find(organizationId));
  if (organization === undefined || !isUnnamed(organization)) return DONE;

  const siret = siretOf(organization, settings.requireValidSiret);
  if (siret === undefined) {
    await record(ports, organizationId, 'skipped');
    logger.info('Organization not looked up: its registration id is no SIRET', { organizationId });
    return DONE;
  }

  const answer = await lookUpSiret(ports, siret, stageOf(organization, event));
  switch (answer.outcome) {
    case 'failed':
      return afterFailure(ports, event, answer.error);
    case 'over_budget':
      if (answer.stage === 'unit') await record(ports, organizationId, 'not_found');
      return again(Math.ceil(answer.waitMilliseconds / 1000));
    case 'not_found':
      await record(ports, organizationId, 'not_found');
      break;
    case 'found':
      await updateUnnamed(ports, organizationId, (it) => nameOrganization(it, answer.entry, clock.now()));
  }
  logger.info('Organization looked up in the directory', { organizationId, siret, outcome: answer.outcome });
  return DONE;
}

/** Records the failure; an outage causes another call, an unreadable answer is left to the nightly run. */
async function afterFailure(
  ports: PluginPorts,
  { organizationId, occurredAt }: OrganizationCreatedEvent,
  error: DomainError,
): Promise<HookOutcome> {
  const { clock, logger, randomness } = ports;
  await record(ports, organizationId, 'failed');
  const ageSeconds = (clock.now().getTime() - occurredAt.getTime()) / 1000;
  const retryInSeconds = retryDelayAfterOutage(error, ageSeconds, randomness.next());
  const fields = { organizationId, code: error.code, retryInSeconds };
  if (retryInSeconds === undefined) {
    logger.error('Organization look-up failed', fields, error);
    return DONE;
  }
  logger.warn('Organization look-up postponed', fields, error);
  return again(retryInSeconds);
}

const record = (ports: PluginPorts, id: OrganizationId, status: 'not_found' | 'skipped' | 'failed') =>
  updateUnnamed(ports, id, (current) => recordLookup(current, status, ports.clock.now()));

/** Reads the organization again inside the transaction: it may have been named meanwhile. */
const updateUnnamed = (
  { unitOfWork }: PluginPorts,
  id: OrganizationId,
  change: (current: Organization) => Organization,
): Promise<void> =>
  unitOfWork.run(async ({ organizations, audit }) => {
    const current = await organizations.find(id);
    if (current === undefined || !isUnnamed(current)) return;
    const changed = change(current);
    await organizations.update(changed);
    if (changed.name === current.name) return;
    await audit.append(BY_JOB, {
      at: changed.updatedAt,
      action: 'organization.renamed',
      objectId: id,
      label: changed.name,
      organizationId: id,
      details: changeOf('name', current, changed),
    });
  });
