import { SecretBox } from '../../src/adapters/postgres/engine/secret-box.ts';
import { sha256 } from '../../src/adapters/system/system.ts';
import type { ClaimProfile } from '../../src/domain/identity/openid-claims.ts';
import { makeImportPeople } from '../../src/takeover/import/import-people.ts';
import type { Finding } from '../../src/takeover/mapping/mapping.ts';
import { TARGET_TABLE_NAMES } from '../../src/takeover/mapping/target-tables.ts';
import { PgPeopleSource } from '../../src/takeover/source/pg-people-source.ts';
import { PgTakeoverTarget } from '../../src/takeover/target/pg-takeover-target.ts';
import { createPeopleTables, fillPeopleTables, type PeopleTables } from '../support/people-database.ts';
import { openTestDatabase } from '../support/test-database.ts';

const secretBox = new SecretBox('a secret key that only tests use');

/** A database of the reference and one of ours. */
export async function openTakeover() {
  const [reference, ours] = await Promise.all([openTestDatabase({ migrated: false }), openTestDatabase()]);
  await createPeopleTables(reference.pool);
  return {
    reference,
    ours,
    secretBox,
    /** Takes over `tables`, a few rows at a time. */
    takeOver: async (
      tables: PeopleTables,
      {
        dryRun = false,
        url = ours.url,
        batchSize = 2,
        removeGone = false,
        claimProfile = 'base',
      }: {
        dryRun?: boolean;
        url?: string;
        batchSize?: number;
        removeGone?: boolean;
        claimProfile?: ClaimProfile;
      } = {},
    ) => {
      await fillPeopleTables(reference.pool, tables);
      const findings: Finding[] = [];
      const importPeople = makeImportPeople({
        source: new PgPeopleSource({ url: reference.url, batchSize }),
        target: new PgTakeoverTarget({ databaseUrl: url, secretBox }),
        digest: sha256,
        claimProfile,
        onProgress: () => undefined,
        onFindings: async (some) => void findings.push(...some),
      });
      return { ...(await importPeople({ dryRun, removeGone })), findings };
    },
    /** Forgets all that was taken over. */
    empty: () => ours.pool.query(`TRUNCATE taken_over_row, ${TARGET_TABLE_NAMES.join(', ')} CASCADE`),
    close: () => Promise.all([reference.close(), ours.close()]),
  };
}
