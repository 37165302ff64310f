import { createHash, randomBytes } from 'node:crypto';
import type { RunningDimail } from '../../dev/dimail/start-dimail.ts';
import { withClient } from '../../tests/support/program-databases.ts';
import { HOST } from '../http/application-environment.ts';

/** Somebody who is signed in and owns mail domains. */
export type Person = Readonly<{
  domains: readonly Readonly<{ name: string; slug: string }>[];
  /** Of their browser, through the proxy of the installation. */
  headers: Readonly<Record<string, string>>;
}>;

const CSRF_TOKEN = 'abcdefghijklmnopqrstuvwxyzABCDEF';

/** Columns that every release has: a person, their organization, their domains, and their session of the key with that hash. */
const STATEMENTS = [
  `INSERT INTO organization (id, name, created_at, updated_at)
     VALUES ('6f1d1c1e-0000-4000-8000-000000000001', 'Commune de Varzy', now(), now())`,
  `INSERT INTO user_account (id, sub, email, name, language, timezone, organization_id, created_at, updated_at)
     SELECT '6f1d1c1e-0000-4000-8000-000000000002', 'camille', 'camille@varzy.example', 'Camille Martin', 'fr-fr',
            'Europe/Paris', id, now(), now()
       FROM organization`,
];
const ADD_DOMAINS = `INSERT INTO mail_domain
    (id, name, slug, status, registration, support_email, organization_id, created_at, updated_at)
  SELECT gen_random_uuid(), of.name, replace(of.name, '.', ''), 'enabled', '{"state": "registered"}',
         'support@varzy.example', o.id, now(), now()
    FROM organization o, unnest($1::text[]) AS of (name)`;
const ADD_ACCESSES = `INSERT INTO mail_domain_access (id, mail_domain_id, user_id, role, created_at, updated_at)
  SELECT gen_random_uuid(), d.id, u.id, 'owner', now(), now() FROM mail_domain d, user_account u`;
const ADD_SESSION = `INSERT INTO session (key_hash, user_id, sub, data, created_at, expires_at)
  SELECT $1, id, sub, '{}', now(), now() + interval '12 hours' FROM user_account`;

/** Stores a person with a session and so many domains, which dimail has as well, in an empty database of any release. */
export async function preparePerson(
  databaseUrl: string,
  dimail: Pick<RunningDimail, 'control'>,
  domainCount: number,
): Promise<Person> {
  const names = Array.from({ length: domainCount }, (_, index) => `d${index}.example.fr`);
  const key = randomBytes(32).toString('base64url');
  await withClient(databaseUrl, async (client) => {
    for (const statement of STATEMENTS) await client.query(statement);
    await client.query(ADD_DOMAINS, [names]);
    await client.query(ADD_ACCESSES);
    await client.query(ADD_SESSION, [createHash('sha256').update(key).digest()]);
  });
  for (const name of names) dimail.control.outOfBand.addDomain(name);
  return {
    domains: names.map((name) => ({ name, slug: name.replaceAll('.', '') })),
    headers: {
      host: HOST,
      origin: `https://${HOST}`,
      'x-forwarded-proto': 'https',
      'x-csrftoken': CSRF_TOKEN,
      cookie: `csrftoken=${CSRF_TOKEN}; sessionid=${key}`,
    },
  };
}
