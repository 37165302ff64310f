import { Client } from 'pg';

/** Runs `work` on a connection that ends with it, and with it whatever was not committed. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'regie-import-people' });
  // A lost connection also rejects the query under way, which is what the caller is told.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
