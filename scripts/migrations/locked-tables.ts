import type { Node, RangeVar } from 'libpg-query';
import { nodeOf, nodesOf } from './node-of.ts';

/** Name of a table with its schema. */
export const tableName = (table: RangeVar | undefined): string =>
  `${table?.schemaname || 'public'}.${table?.relname ?? ''}`;

/** The tables that a statement locks against writers or everybody; for a new table those that it refers to. */
export function lockedTables(node: Node): readonly string[] {
  const alter = nodeOf(node, 'AlterTableStmt');
  if (alter !== undefined) {
    const commands = nodesOf(alter.cmds, 'AlterTableCmd').flatMap(({ def }) =>
      def === undefined ? [] : [def],
    );
    return [tableName(alter.relation), ...referredTables(commands)];
  }
  const drop = nodeOf(node, 'DropStmt');
  if (drop?.removeType === 'OBJECT_TABLE') {
    return (drop.objects ?? []).map((object) => {
      const parts = nodesOf(nodeOf(object, 'List')?.items, 'String').map(({ sval }) => sval ?? '');
      return parts.length > 1 ? parts.join('.') : `public.${parts[0]}`;
    });
  }
  const table =
    nodeOf(node, 'CreateTrigStmt')?.relation ??
    nodeOf(node, 'IndexStmt')?.relation ??
    nodeOf(node, 'RenameStmt')?.relation ??
    nodeOf(node, 'RuleStmt')?.relation ??
    nodeOf(node, 'CreatePolicyStmt')?.table;
  return table === undefined ? [] : [tableName(table)];
}

/** Tables that the columns and constraints of a new table, or a changed one, refer to. */
export function referredTables(definitions: readonly Node[]): readonly string[] {
  const inColumns = nodesOf(definitions, 'ColumnDef').flatMap(({ constraints }) =>
    nodesOf(constraints, 'Constraint'),
  );
  return [...inColumns, ...nodesOf(definitions, 'Constraint')].flatMap(({ contype, pktable }) =>
    contype === 'CONSTR_FOREIGN' ? [tableName(pktable)] : [],
  );
}
