import { hostNames } from '../addresses/host-names.ts';
import { networks } from '../addresses/networks.ts';
import { certificateAuthorities } from '../values/certificate-authorities.ts';
import { baseUrl, count, flag, number, optional } from '../values/variable.ts';

/** Variables of the webhooks of teams. */
export const WEBHOOK_VARIABLES = {
  WEBHOOK_TIMEOUT: number(3, [0.1, 60], { description: 'Seconds to wait for each answer of a team webhook' }),
  WEBHOOK_MAX_AGE: number(259_200, [0, 2_592_000], {
    description: 'Seconds during which a delivery to a webhook that does not answer is tried again',
  }),
  WEBHOOK_LOG_RETENTION_DAYS: count(90, [1, 3650], {
    description: 'Days during which the log of a team webhook keeps what was delivered or given up',
  }),
  WEBHOOK_CA_CERTIFICATES: certificateAuthorities({
    description:
      'Certificate authorities of webhooks besides the usual ones: PEM, or the path of such a file',
  }),
  WEBHOOK_ALLOWED_NETWORKS: networks({
    description: 'Loopback, link-local and private networks that webhooks may be in: 10.1.0.0/16,fd00:1::/64',
  }),
  WEBHOOK_ALLOW_PLAIN_HTTP: flag(false, {
    description: 'Allow webhooks without encryption, secrets included',
  }),
  MATRIX_BASE_HOME_SERVER: baseUrl('https://matrix.agent.dinum.tchap.gouv.fr', {
    description: 'Matrix server whose directory finds people by their e-mail address',
    calls: 'matrix',
  }),
  MATRIX_BOT_ACCESS_TOKEN: optional({
    description: 'Token of the bot that enters the rooms of webhooks on the hosts below',
    secret: true,
  }),
  MATRIX_BOT_HOSTS: hostNames(['tchap.gouv.fr'], {
    description: 'The only hosts, with their sub-domains, that are shown that token, over HTTPS',
  }),
};
