import type { OrganizationDirectory } from '../../application/organization/plugins/organization-directory.ts';
import { isValidSiret } from '../../domain/organization/siret.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import { reasonOf } from './examine.ts';
import { type Finding, findingsOf } from './finding.ts';

const mailService = findingsOf('mail service');
const directory = findingsOf('directory');
const webhooks = findingsOf('webhooks');

/** The provisioning system: whether it answers and takes our credentials. */
export async function lookAtMailService(
  address: string,
  examine: () => Promise<{ readonly version: string | undefined }>,
): Promise<readonly Finding[]> {
  try {
    const { version } = await examine();
    return [
      mailService.right(`${address} takes our credentials${version ? `; it is version ${version}` : ''}`),
    ];
  } catch (error) {
    const isRefused = error instanceof DomainError && error.code === 'mail_provisioner.forbidden';
    return [
      isRefused
        ? mailService.wrong(
            `${address} does not take our credentials`,
            'Compare MAIL_PROVISIONING_API_CREDENTIALS (base64 of user:password) with what its administrators know.',
          )
        : mailService.wrong(
            `${address} gives no usable answer: ${reasonOf(error)}`,
            'Check MAIL_PROVISIONING_API_URL and the network between. What people change waits until it answers.',
          ),
    ];
  }
}

/** An organization that will be there: the direction of the State that keeps this kind of software. */
const WELL_KNOWN = '13002526500013';

/** The directory of organizations. Nobody has to wait for it: without it new organizations keep their number as a name. */
export async function lookAtDirectory(
  address: string,
  organizationDirectory: OrganizationDirectory,
): Promise<readonly Finding[]> {
  if (!isValidSiret(WELL_KNOWN)) return [];
  try {
    const entry = await organizationDirectory.findBySiret(WELL_KNOWN);
    return [
      entry
        ? directory.right(`${address} knows organizations (${entry.legalName ?? entry.siren})`)
        : directory.doubtful(
            `${address} does not know ${WELL_KNOWN}`,
            'See that it is the directory of companies.',
          ),
    ];
  } catch (error) {
    return [
      directory.doubtful(
        `${address} gives no usable answer: ${reasonOf(error)}`,
        'New organizations keep their number as a name until it does. Check ORGANIZATION_DIRECTORY_URL and the network.',
      ),
    ];
  }
}

type WebhookReach = Readonly<{ allowedNetworks: readonly string[]; allowsPlainHttp: boolean }>;

/** Networks that hold far more than somebody means to open: up to /7 in IPv4, up to /4 in IPv6. */
const WIDE = /^[\d.]+\/[0-7]$|:.*\/[0-4]$/;

/** Which networks the webhooks of teams may reach: people choose their addresses. */
export async function lookAtWebhooks({
  allowedNetworks,
  allowsPlainHttp,
}: WebhookReach): Promise<readonly Finding[]> {
  const wide = allowedNetworks.filter((network) => WIDE.test(network));
  return [
    wide.length > 0
      ? webhooks.wrong(
          `They may reach ${wide.join(', ')}`,
          'Name single networks in WEBHOOK_ALLOWED_NETWORKS: people choose the addresses, and read the answers.',
        )
      : webhooks.right(
          allowedNetworks.length === 0
            ? 'They reach the internet, and none of our own networks'
            : `They reach the internet, and of our own networks ${allowedNetworks.join(', ')}`,
        ),
    allowsPlainHttp
      ? webhooks.doubtful('They may go unencrypted', 'Unset WEBHOOK_ALLOW_PLAIN_HTTP.')
      : webhooks.right('They are encrypted'),
  ];
}
