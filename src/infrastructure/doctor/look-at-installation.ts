import { certificateEnd } from '../../adapters/certificates/certificate-end.ts';
import { systemClock } from '../../adapters/system/system.ts';
import { certificateHolders } from '../config/certificate-holders.ts';
import { riskySettings } from '../config/risky-settings.ts';
import type { Settings } from '../config/settings.ts';
import { createLogger } from '../observability/mozlog-logger.ts';
import { makeProductionAdapters, type ProductionAdapters } from '../production-adapters.ts';
import { readRelease } from '../release.ts';
import { examine } from './examine.ts';
import { type Finding, findingsOf, type Look } from './finding.ts';
import { lookAtAuditLog } from './look-at-audit-log.ts';
import { lookAtDatabase } from './look-at-database.ts';
import { lookAtIdentityProvider } from './look-at-identity-provider.ts';
import { lookAtIntrospection } from './look-at-introspection.ts';
import { endFinding, lookAtMailServer } from './look-at-mail-server.ts';
import { lookAtDirectory, lookAtMailService, lookAtWebhooks } from './look-at-others.ts';
import { lookAtPublicAddress } from './look-at-public-address.ts';
import { lookAtQuarantine } from './look-at-quarantine.ts';
import { lookAtWork } from './look-at-work.ts';

const configuration = findingsOf('configuration');

/** Looks at every part of an installation whose settings can be read, and changes nothing. */
export async function lookAtInstallation(settings: Settings): Promise<readonly Finding[]> {
  const release = readRelease();
  // What the adapters would log is what the findings say.
  const logger = createLogger({
    name: 'regie',
    level: 'error',
    release,
    destination: { write: () => undefined },
  });
  const production = makeProductionAdapters(settings, release, logger);
  try {
    return await examine(looksAt(settings, production));
  } finally {
    await production.close();
  }
}

function looksAt(settings: Settings, production: ProductionAdapters): Readonly<Record<string, Look>> {
  const { pool, sessionPool, adapters, installation, examine, providerRoute } = production;
  const { identityProvider, smtp, isDevelopment } = settings;
  return {
    configuration: async () => aboutSettings(settings),
    database: () =>
      lookAtDatabase({ pool, sessionPool, poolSize: settings.database.poolSize, isDevelopment }),
    'audit log': () =>
      lookAtAuditLog(pool, { retentionMonths: settings.auditRetentionMonths, now: systemClock.now() }),
    quarantine: () => lookAtQuarantine(installation),
    jobs: () => lookAtWork(pool),
    'mail service': () => lookAtMailService(settings.mailProvisioning.address, examine.mailService),
    'identity provider': () =>
      lookAtIdentityProvider({ ...identityProvider, dispatcher: providerRoute?.dispatcher }),
    introspection: () =>
      lookAtIntrospection(
        adapters.tokenIntrospector,
        settings.useCases.resourceServerSettings && settings.introspection.clientId,
      ),
    'mail server': () => lookAtMailServer({ smtp, server: examine.mailServer, isDevelopment }),
    directory: () => lookAtDirectory(settings.organizationDirectory.baseUrl, adapters.organizationDirectory),
    webhooks: () =>
      lookAtWebhooks({
        allowedNetworks: settings.webhooks.allowedNetworks,
        allowsPlainHttp: settings.webhooks.urlPolicy.allowsPlainHttp,
      }),
    'public address': () =>
      lookAtPublicAddress({ ...settings, sessionCookie: settings.app.cookies.sessionName }),
    certificates: () => lookAtCertificates(settings),
  };
}

function aboutSettings(settings: Settings): readonly Finding[] {
  const doubts = [...riskySettings(settings), ...settings.notices];
  return [
    configuration.right('Every variable can be read'),
    ...doubts.map((what) => configuration.doubtful(what, 'Change the variable, or know why it is so.')),
  ];
}

/** That of the mail server is told with the rest about it. */
async function lookAtCertificates(settings: Settings): Promise<readonly Finding[]> {
  const { smtp: _smtp, ...holders } = certificateHolders(settings);
  return Promise.all(
    Object.entries(holders).map(async ([name, holder]) => {
      const area = name.replaceAll('_', ' ').replace('public', 'public address');
      try {
        return endFinding(area, await certificateEnd(holder));
      } catch {
        // Why it cannot be reached is told by the look at that system.
        return findingsOf(area).unknown('When its certificate ends');
      }
    }),
  );
}
