import type { PgInstallation } from '../../adapters/postgres/installation/pg-installation.ts';
import { type Finding, findingsOf } from './finding.ts';

const { right, doubtful } = findingsOf('quarantine');

/** Whether this is a copy that reaches nobody. */
export async function lookAtQuarantine(
  installation: Pick<PgInstallation, 'read'>,
): Promise<readonly Finding[]> {
  const { quarantine, differences } = await installation.read();
  if (quarantine)
    return [
      doubtful(
        `In quarantine since ${quarantine.since.toISOString()}: no mail, no mail service, no webhook, no job`,
        '`regie quarantine show` says why; `regie quarantine confirm` once this is the installation and no other runs.',
      ),
    ];
  if (differences.length > 0)
    return [
      doubtful(
        `The database is not the one that was known (${differences.join(', ')})`,
        'The next start begins a quarantine: `regie quarantine show` says what differs.',
      ),
    ];
  return [right('It reaches other systems: in no quarantine')];
}
