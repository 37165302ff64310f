import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { startPostgresServer } from './postgres-server.ts';

/** Databases for a program that is not a test, on a server that runs as long as they are needed. */
export type ProgramDatabases = Readonly<{
  /** The kind of the server, in a word. */
  description: string;
  /** Creates an empty database and returns its URL. */
  create(name: string): Promise<string>;
  /** Drops the databases, and stops the server if it was started for them. */
  close(): Promise<void>;
}>;

/** On the server at `DATABASE_URL`, in Docker, or embedded, as for tests. */
export async function openProgramDatabases(): Promise<ProgramDatabases> {
  const { adminUrl, description, stop } = await startPostgresServer();
  const suffix = randomBytes(3).toString('hex');
  const names: string[] = [];
  const admin = (sql: string) => withClient(adminUrl, (client) => client.query(sql));
  return {
    description,
    create: async (name) => {
      const database = `regie_${name}_${suffix}`;
      await admin(`CREATE DATABASE ${database} TEMPLATE template0`);
      names.push(database);
      const url = new URL(adminUrl);
      url.pathname = `/${database}`;
      return url.href;
    },
    close: async () => {
      try {
        for (const name of names) await admin(`DROP DATABASE ${name} WITH (FORCE)`);
      } finally {
        await stop();
      }
    },
  };
}

/** Runs `work` with a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
