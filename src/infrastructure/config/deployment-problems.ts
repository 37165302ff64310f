import { isReservedDomain } from './addresses/is-reserved-domain.ts';
import { senderAddress } from './addresses/sender-address.ts';
import type { DeclaredVariable } from './values/variable.ts';

type Variable = Readonly<{ name: string; meta: DeclaredVariable | undefined; value: string | undefined }>;

/**
 * What keeps an installation from answering, or from what it is for, although each variable can be read: what a
 * developer's machine may do without, and what nobody else could reach or believe.
 *
 * @param variables with what was given for each; those that cannot be read are left out, as that is told of them already
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
  // One that was given and cannot be read is not in the map.
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
