import { afterAll, beforeAll, expect, it } from 'vitest';
import { PgMailAliasQueries } from '../../src/adapters/postgres/pg-mail-alias-queries.ts';
import { PgMailDomainAccessQueries } from '../../src/adapters/postgres/pg-mail-domain-access-queries.ts';
import { PgMailDomainInvitationQueries } from '../../src/adapters/postgres/pg-mail-domain-invitation-queries.ts';
import { PgMailDomainQueries } from '../../src/adapters/postgres/pg-mail-domain-queries.ts';
import { PgMailboxQueries } from '../../src/adapters/postgres/pg-mailbox-queries.ts';
import { PgSessionStore } from '../../src/adapters/postgres/pg-session-store.ts';
import { PgUnitOfWork } from '../../src/adapters/postgres/pg-unit-of-work.ts';
import { Sealer } from '../../src/adapters/postgres/sealer.ts';
import { makeMailAlias } from '../builders/make-mail-alias.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailDomainAccess } from '../builders/make-mail-domain-access.ts';
import { makeMailDomainInvitation } from '../builders/make-mail-domain-invitation.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { makeUser } from '../builders/make-user.ts';
import type { ApiClient } from '../support/api-client.ts';
import { type ApiWorld, openApiWorld } from '../support/api-world.ts';
import { countStatements } from '../support/count-statements.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** Session and user included. */
const MOST = 4;
const LISTS = ['', 'evryfr/accesses/', 'evryfr/invitations/', 'evryfr/mailboxes/', 'evryfr/aliases/'];

let database: TestDatabase;
let world: ApiWorld;
let client: ApiClient;
let unitOfWork: PgUnitOfWork;
let statements: ReturnType<typeof countStatements>;
const owner = makeUser();
const evry = makeMailDomain({ name: 'evry.fr', slug: 'evryfr', status: 'enabled' });

beforeAll(async () => {
  database = await openTestDatabase();
  const { pool } = database;
  statements = countStatements(pool);
  unitOfWork = new PgUnitOfWork(pool, new Sealer('a secret key that only tests use'));
  world = await openApiWorld({
    adapters: {
      unitOfWork,
      sessions: new PgSessionStore(pool),
      mailDomainQueries: new PgMailDomainQueries(pool),
      mailDomainAccessQueries: new PgMailDomainAccessQueries(pool),
      mailDomainInvitationQueries: new PgMailDomainInvitationQueries(pool),
      mailboxQueries: new PgMailboxQueries(pool),
      mailAliasQueries: new PgMailAliasQueries(pool),
    },
  });
  await unitOfWork.run(async ({ users, mailDomains, mailDomainAccesses }) => {
    await users.insertOrFind(owner);
    await mailDomains.insert(evry);
    await mailDomainAccesses.insert(
      makeMailDomainAccess({ mailDomainId: evry.id, userId: owner.id, role: 'owner' }),
    );
  });
  client = await world.signIn(owner);
});
afterAll(async () => {
  await world.close();
  await database.close();
});

/** One more of everything. */
const grow = () =>
  unitOfWork.run(async (stores) => {
    const mailDomainId = evry.id;
    const user = makeUser();
    const another = makeMailDomain({ lastCheckDetails: { state: 'ok' } });
    await stores.users.insertOrFind(user);
    await stores.mailDomains.insert(another);
    for (const [id, userId] of [
      [mailDomainId, user.id],
      [another.id, owner.id],
    ] as const) {
      await stores.mailDomainAccesses.insert(makeMailDomainAccess({ mailDomainId: id, userId }));
    }
    await stores.mailboxes.insert(makeMailbox({ mailDomainId }));
    await stores.mailboxes.insert(makeMailbox({ mailDomainId: another.id }));
    await stores.mailAliases.insertIfAbsent(makeMailAlias({ mailDomainId }));
    const email = `${user.id}@perso.example`;
    await stores.mailDomainInvitations.insert(
      makeMailDomainInvitation({ mailDomainId, issuerId: owner.id, email }),
    );
  });

it('lists of mail cost the same number of statements whatever their length', async () => {
  const counts: Record<string, number[]> = {};
  for (const size of [1, 19]) {
    for (let number = 0; number < size; number += 1) await grow();
    for (const list of LISTS) {
      const made = await statements.during(async () => {
        const { status, body } = await client.rest('GET', `mail-domains/${list}`);
        expect(status).toBe(200);
        expect((body as { results: unknown[] }).results.length).toBeGreaterThanOrEqual(size);
      });
      counts[list] = [...(counts[list] ?? []), made.length];
    }
  }
  for (const list of LISTS) {
    const [few = Number.NaN, many] = counts[list] ?? [];
    expect(many, list).toBe(few);
    expect(few, list).toBeLessThanOrEqual(MOST);
  }
});
