import { Client, DatabaseError } from 'pg';
import { AtDatabaseError } from './at-database-error.ts';

type Database = Readonly<{
  url: string;
  /** What messages call it. */
  role: string;
}>;

/**
 * Runs `work` on a connection that ends with it, and with it whatever was not committed.
 *
 * @throws AtDatabaseError when the database cannot be reached, is lost or refuses something
 */
export async function withClient<T>(
  { url, role }: Database,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'regie-import-people' });
  let isLost = false;
  // It also rejects the query under way, which is what the caller is told.
  client.on('error', () => {
    isLost = true;
  });
  await client.connect().catch((error: unknown) => {
    throw new AtDatabaseError(role, url, error);
  });
  try {
    return await work(client);
  } catch (error) {
    // What another database did within this work has its name already.
    const isNamed = error instanceof AtDatabaseError;
    throw !isNamed && (isLost || error instanceof DatabaseError)
      ? new AtDatabaseError(role, url, error)
      : error;
  } finally {
    await client.end();
  }
}
