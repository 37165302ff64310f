import { z } from 'zod';
import { secretKeys } from '../values/secret-keys.ts';
import {
  count,
  flag,
  number,
  optional,
  optionalCustom,
  required,
  requiredBaseUrl,
  text,
} from '../values/variable.ts';
import { SECRET_FOR_DEVELOPMENT } from './secret-for-development.ts';

/** The environment of the application, which error reports also carry. */
export const ENVIRONMENTS = ['dev', 'staging', 'preprod', 'prod', 'feature', 'demo'] as const;

/** Variables of a process: what it is, where it listens, how it ends, and the addresses that people know. */
export const SERVING_VARIABLES = {
  REGIE_ENV: z.enum(ENVIRONMENTS, `must be one of ${ENVIRONMENTS.join(', ')}`),
  PORT: count(8071, [0, 65_535], { description: 'Port of the application' }),
  LISTEN_ADDRESS: text('0.0.0.0', {
    description: 'Address the application listens on',
    development: '127.0.0.1',
  }),
  METRICS_PORT: count(0, [0, 65_535], {
    description:
      'Port that answers GET /metrics for Prometheus, which no proxy may lead to: whoever reaches it may read it; 0: none',
  }),
  METRICS_ADDRESS: optional({
    description: 'Address that the metrics listen on',
    otherwise: 'that of the application, LISTEN_ADDRESS',
  }),
  SHUTDOWN_DELAY: number(0, [0, 300], {
    description:
      'Seconds for which a process that is to end answers everything but the probes, which fail, so that those in front send it nothing more',
  }),
  HTTP_HEADERS_TIMEOUT: number(15, [1, 300], {
    description: 'Seconds that a request may take from its first byte to the end of its headers',
  }),
  HTTP_REQUEST_TIMEOUT: number(60, [1, 3600], {
    description: 'Seconds that a request may take from its first byte to the end of its body',
  }),
  HTTP_KEEP_ALIVE_TIMEOUT: number(75, [1, 3600], {
    description:
      'Seconds for which a connection may stay idle; longer than the proxy in front keeps it, or that would use closed ones',
  }),
  HTTP_MAX_HEADER_SIZE: count(16_384, [4096, 131_072], {
    description: 'Bytes that the headers of a request may have, all together',
  }),
  SECURE_HSTS_SECONDS: optionalCustom(
    {
      description:
        'Seconds for which browsers that came by HTTPS use nothing else for our host (Strict-Transport-Security); 0: not said',
      otherwise: 'a year with REGIE_ENV=prod, a minute anywhere else but in dev, where it is not said',
    },
    (written) => {
      const seconds = Number(written);
      if (!Number.isInteger(seconds) || seconds < 0 || seconds > 63_072_000)
        throw new Error('must be a whole number of seconds, at most 63072000 (two years)');
      return seconds;
    },
  ),
  SECURE_HSTS_INCLUDE_SUBDOMAINS: flag(false, {
    description: 'It is said for all hosts below ours as well, whoever runs them',
  }),
  SECURE_HSTS_PRELOAD: flag(false, {
    description:
      'Browsers may know it before anybody comes, which takes months to take back; needs the one above',
  }),
  TRUSTED_PROXIES: count(1, [0, 20], {
    description:
      'How many proxies of yours requests pass; who the client is and whether it came by HTTPS is what the outermost of them saw (X-Forwarded-For, X-Forwarded-Proto); 0: neither is believed',
    development: '0',
  }),
  REGIE_SECRET_KEY: required({
    description: 'Key of what is encrypted at rest; at least 32 characters, the same for all processes',
    development: `${SECRET_FOR_DEVELOPMENT}-secret-key`,
    aliases: ['DJANGO_SECRET_KEY'],
    secret: true,
  }),
  REGIE_SECRET_KEY_FALLBACKS: secretKeys({
    description:
      'Former keys, separated by commas: what they encrypted is still read, and `regie seal-anew` encrypts it under the present one',
    aliases: ['DJANGO_SECRET_KEY_FALLBACKS'],
    secret: true,
  }),
  REGIE_PUBLIC_URL: requiredBaseUrl({
    description: 'Public address of this application, as registered at the identity provider',
    development: 'http://localhost:8071',
    httpsElsewhere: 'requests over http are sent to https, and browsers send our cookies over https only',
    // The end of its certificate is watched.
    calls: 'ourselves',
  }),
  PEOPLE_BASE_URL: requiredBaseUrl({
    description:
      'Where mails link to, without a final slash: the console, …/console, or the address of another web client',
    development: 'http://localhost:8071/console',
  }),
};
