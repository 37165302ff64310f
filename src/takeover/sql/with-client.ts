import { Client } from 'pg';

/** Runs `work` on a connection that is closed after it; uncommitted changes are lost. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'regie-import-people' });
  // A lost connection also rejects the query under way, whose error the caller gets.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
