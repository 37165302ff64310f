import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { startPostgresServer } from './postgres-server.ts';

/** Databases of a program that is no test, on a server that lives as long as they. */
export type ProgramDatabases = Readonly<{
  /** What the server is, in a word. */
  description: string;
  /** Makes an empty database and answers its URL. */
  create(name: string): Promise<string>;
  /** Drops what was made, and ends the server if it was started for it. */
  close(): Promise<void>;
}>;

/** On the server at `DATABASE_URL`, in Docker, or embedded, as tests have it. */
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

/** Lets `work` use a connection of its own. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
