import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Node } from 'libpg-query';
import { splitStatements } from './split-statements.ts';

/** A statement that is a transaction of its own. */
export type LoneStatement = Readonly<{
  sql: string;
  /** Whether other sessions read and write while it waits for its locks, so that it may wait for long. */
  isPatient: boolean;
  /** Name of the index that it builds without locking the table, quoted where necessary. */
  index?: string | undefined;
}>;

export type Migration = Readonly<
  | { isTransaction: true; name: string; sql: string }
  | { isTransaction: false; name: string; statements: readonly LoneStatement[] }
>;

const NO_TRANSACTION = '-- no transaction';
const SIMILAR = /^\s*--+\s*no[\s_-]*transaction/im;

/** Reads the file of one migration. @throws Error as `parseMigration` does, or when it cannot be read. */
export const readMigration = async (folder: string, name: string): Promise<Migration> =>
  parseMigration(name, await readFile(join(folder, `${name}.sql`), 'utf8'));

/**
 * Reads the text of one migration. A file whose first line is `-- no transaction` is a list of statements, each a transaction
 * of its own; any other file is one transaction.
 *
 * @throws Error when the mark is misspelt or out of place, or a file with it is not SQL.
 */
export async function parseMigration(name: string, sql: string): Promise<Migration> {
  if (sql.split(/\r?\n/, 1)[0] === NO_TRANSACTION) {
    const statements = await splitStatements(sql, `${name}.sql`);
    return { isTransaction: false, name, statements: statements.map(toLoneStatement) };
  }
  if (SIMILAR.test(sql)) {
    throw new Error(`${name}.sql: the first line must be exactly "${NO_TRANSACTION}", or no line like it`);
  }
  return { isTransaction: true, name, sql };
}

const toLoneStatement = ({ sql, node }: { sql: string; node: Node }): LoneStatement => ({
  sql,
  isPatient: isPatient(node),
  index: builtIndex(node),
});

/** Statements that take no stronger lock than SHARE UPDATE EXCLUSIVE, which blocks no reader or writer. */
function isPatient(node: Node): boolean {
  if ('IndexStmt' in node) return node.IndexStmt.concurrent === true;
  if ('DropStmt' in node) return node.DropStmt.concurrent === true;
  if ('VacuumStmt' in node) return node.VacuumStmt.is_vacuumcmd !== true;
  if (!('AlterTableStmt' in node)) return false;
  const commands = node.AlterTableStmt.cmds ?? [];
  return commands.every(
    (command) => 'AlterTableCmd' in command && command.AlterTableCmd.subtype === 'AT_ValidateConstraint',
  );
}

function builtIndex(node: Node): string | undefined {
  if (!('IndexStmt' in node) || node.IndexStmt.concurrent !== true) return undefined;
  const { idxname, relation } = node.IndexStmt;
  const parts = [relation?.schemaname, idxname].filter((part) => part !== undefined && part !== '');
  return parts.map((part) => `"${part?.replaceAll('"', '""')}"`).join('.');
}
