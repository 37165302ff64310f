import { isReservedDomain } from './addresses/is-reserved-domain.ts';
import { senderAddress } from './addresses/sender-address.ts';
import type { DeclaredVariable } from './values/variable.ts';

type Variable = Readonly<{ name: string; meta: DeclaredVariable | undefined; value: string | undefined }>;

/**
 * Problems of an installation whose variables can all be read: values that suit a developer's machine but that nobody
 * else could reach or trust.
 *
 * @param variables with their given values; unreadable ones are left out, since their problem is reported already
 */
export function deploymentProblems(variables: readonly Variable[]): readonly string[] {
  const given = new Map(variables.map(({ name, value }) => [name, value]));
  return [
    ...withoutPort(given),
    ...withoutDatabase(given),
    ...variables.flatMap(withoutHttps),
    ...withoutSender(given),
  ];
}

type Given = ReadonlyMap<string, string | undefined>;

const withoutPort = (given: Given): readonly string[] =>
  Number(given.get('PORT') || undefined) === 0 ? ['PORT: must be the port that requests come to, not 0'] : [];

function withoutDatabase(given: Given): readonly string[] {
  // A variable that was given but cannot be read is not in the map.
  const isMissing = ['DATABASE_URL', 'DB_HOST'].every((name) => given.has(name) && !given.get(name));
  return isMissing
    ? ['DATABASE_URL: is required, or DB_HOST with DB_PORT, DB_NAME, DB_USER and DB_PASSWORD']
    : [];
}

const withoutHttps = ({ name, meta, value }: Variable): readonly string[] =>
  meta?.httpsElsewhere !== undefined && /^\s*http:/i.test(value ?? '')
    ? [`${name}: must be an https URL: ${meta.httpsElsewhere}`]
    : [];

function withoutSender(given: Given): readonly string[] {
  const address = senderAddress(given.get('DJANGO_EMAIL_FROM') ?? '');
  const domain = address?.slice(address.lastIndexOf('@') + 1);
  return domain !== undefined && isReservedDomain(domain)
    ? [
        `DJANGO_EMAIL_FROM: must be an address of yours: ${domain} is kept for examples, and mail from there is refused or lost`,
      ]
    : [];
}
