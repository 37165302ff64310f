import type { AlterTableCmd, Node } from 'libpg-query';
import { nodeOf, nodesOf } from './node-of.ts';

/** Whether repeating a statement has no effect and no error. */
export function isRepeatable(node: Node): boolean {
  const index = nodeOf(node, 'IndexStmt');
  if (index !== undefined) return index.if_not_exists === true && (index.idxname ?? '') !== '';
  const alter = nodeOf(node, 'AlterTableStmt');
  if (alter !== undefined) {
    const commands = nodesOf(alter.cmds, 'AlterTableCmd');
    return commands.every((command) => isRepeatableCommand(command, commands));
  }
  const answers = [
    nodeOf(node, 'CreateStmt')?.if_not_exists,
    nodeOf(node, 'CreateTableAsStmt')?.if_not_exists,
    nodeOf(node, 'CreateSeqStmt')?.if_not_exists,
    nodeOf(node, 'CreateExtensionStmt')?.if_not_exists,
    nodeOf(node, 'CreateSchemaStmt')?.if_not_exists,
    nodeOf(node, 'CreateStatsStmt')?.if_not_exists,
    nodeOf(node, 'CreateFunctionStmt')?.replace,
    nodeOf(node, 'CreateTrigStmt')?.replace,
    nodeOf(node, 'ViewStmt')?.replace,
    nodeOf(node, 'DropStmt')?.missing_ok,
    nodeOf(node, 'AlterEnumStmt')?.skipIfNewValExists,
    nodeOf(node, 'InsertStmt') && nodeOf(node, 'InsertStmt')?.onConflictClause !== undefined,
    // A block decides by its own conditions, which hold again when it is repeated.
    nodeOf(node, 'DoStmt') && true,
    nodeOf(node, 'UpdateStmt') && true,
    nodeOf(node, 'DeleteStmt') && true,
    nodeOf(node, 'SelectStmt') && true,
    nodeOf(node, 'CommentStmt') && true,
    nodeOf(node, 'GrantStmt') && true,
    nodeOf(node, 'AlterFunctionStmt') && true,
    nodeOf(node, 'VacuumStmt') && true,
  ];
  return answers.includes(true);
}

function isRepeatableCommand(
  { subtype, missing_ok, def }: AlterTableCmd,
  all: readonly AlterTableCmd[],
): boolean {
  if (subtype === 'AT_AddColumn' || subtype === 'AT_DropColumn' || subtype === 'AT_DropConstraint') {
    return missing_ok === true;
  }
  if (subtype !== 'AT_AddConstraint') return true;
  const name = nodeOf(def, 'Constraint')?.conname;
  return all.some(
    (other) => other.subtype === 'AT_DropConstraint' && other.name === name && other.missing_ok,
  );
}
