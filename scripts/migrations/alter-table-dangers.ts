import type { AlterTableCmd, AlterTableStmt, ColumnDef, Constraint, Node } from 'libpg-query';
import { nodeOf, nodesOf } from './node-of.ts';
import type { Rule } from './rules.ts';

/** Facts that earlier statements have established. */
export type Proven = Readonly<{
  /** Whether a constraint, validated before this file or this statement, guarantees that a column is not null. */
  isNotNull: (column: string) => boolean;
  /** Whether the constraint of that name guarantees only that. */
  isNullCheck: (constraint: string) => boolean;
}>;

/** Changes of a table that only change the catalogue, and break nothing. */
const HARMLESS: readonly unknown[] = [
  'AT_ColumnDefault',
  'AT_DropNotNull',
  'AT_SetStatistics',
  'AT_SetRelOptions',
  'AT_ResetRelOptions',
  'AT_SetOptions',
  'AT_ResetOptions',
  'AT_SetStorage',
  'AT_SetCompression',
  'AT_ReplicaIdentity',
  'AT_ChangeOwner',
  'AT_EnableTrig',
  'AT_DisableTrig',
  'AT_SetIdentity',
];

/** Changes that rewrite the whole table, or read it under a lock that blocks everybody. */
const REWRITES: readonly unknown[] = [
  'AT_AlterColumnType',
  'AT_SetExpression',
  'AT_AddIdentity',
  'AT_SetLogged',
  'AT_SetUnLogged',
  'AT_SetTableSpace',
  'AT_SetAccessMethod',
];

const CONTRACTIONS: readonly unknown[] = ['AT_DropColumn', 'AT_DropIdentity', 'AT_DropExpression'];

/** The dangers of changing an existing table. */
export function alterTableDangers(
  statement: AlterTableStmt,
  isInTransaction: boolean,
  proven: Proven,
): readonly Rule[] {
  const commands = nodesOf(statement.cmds, 'AlterTableCmd');
  return commands.flatMap((command) => commandDangers(command, commands, isInTransaction, proven));
}

function commandDangers(
  { subtype, name = '', def }: AlterTableCmd,
  all: readonly AlterTableCmd[],
  isInTransaction: boolean,
  proven: Proven,
): readonly Rule[] {
  if (subtype === 'AT_AddColumn') return columnDangers(nodeOf(def, 'ColumnDef') ?? {});
  if (subtype === 'AT_AddConstraint') return constraintDangers(nodeOf(def, 'Constraint') ?? {});
  if (subtype === 'AT_SetNotNull') return proven.isNotNull(name) ? [] : ['set-not-null'];
  if (subtype === 'AT_ValidateConstraint') {
    return isInTransaction || all.length > 1 ? ['validate-in-transaction'] : [];
  }
  if (subtype === 'AT_DropConstraint') {
    return proven.isNullCheck(name) || isPutBack(name, all) ? [] : ['contraction'];
  }
  if (CONTRACTIONS.includes(subtype)) return ['contraction'];
  if (REWRITES.includes(subtype)) return ['rewrite'];
  return HARMLESS.includes(subtype) ? [] : ['unknown-effect'];
}

/** Whether the same statement adds a constraint of the name that it drops. */
const isPutBack = (name: string, commands: readonly AlterTableCmd[]) =>
  commands.some(
    ({ subtype, def }) => subtype === 'AT_AddConstraint' && nodeOf(def, 'Constraint')?.conname === name,
  );

function constraintDangers({ contype, skip_validation, indexname }: Constraint): readonly Rule[] {
  switch (contype) {
    case 'CONSTR_CHECK':
    case 'CONSTR_FOREIGN':
    case 'CONSTR_NOTNULL':
      return skip_validation === true ? [] : ['constraint-not-valid'];
    case 'CONSTR_UNIQUE':
      return indexname === undefined ? ['plain-index'] : [];
    case 'CONSTR_PRIMARY':
      // With an index it also makes its columns NOT NULL, and reads every row for that.
      return indexname === undefined ? ['plain-index'] : ['set-not-null'];
    case 'CONSTR_EXCLUSION':
      return ['plain-index'];
    default:
      return ['unknown-effect'];
  }
}

const SERIAL = ['serial', 'bigserial', 'smallserial', 'serial2', 'serial4', 'serial8'];

function columnDangers({ constraints, typeName }: ColumnDef): readonly Rule[] {
  const declared = nodesOf(constraints, 'Constraint');
  const names = nodesOf(typeName?.names, 'String').map(({ sval }) => sval ?? '');
  const hasDefault = declared.some(({ contype }) => contype === 'CONSTR_DEFAULT');
  const dangers = declared.flatMap((constraint): readonly Rule[] => {
    switch (constraint.contype) {
      case 'CONSTR_DEFAULT':
        return isConstant(constraint.raw_expr) ? [] : ['rewrite'];
      case 'CONSTR_GENERATED':
        return constraint.generated_kind === 'v' ? [] : ['rewrite'];
      case 'CONSTR_IDENTITY':
        return ['rewrite'];
      case 'CONSTR_NOTNULL':
        return hasDefault ? [] : ['not-null-without-default'];
      case 'CONSTR_CHECK':
        return ['constraint-not-valid'];
      // No row has a value in the new column, unless the default is one.
      case 'CONSTR_FOREIGN':
        return hasDefault ? ['constraint-not-valid'] : [];
      case 'CONSTR_UNIQUE':
      case 'CONSTR_PRIMARY':
        return ['plain-index'];
      default:
        return [];
    }
  });
  return names.some((name) => SERIAL.includes(name)) ? [...dangers, 'rewrite'] : dangers;
}

/** Whether an expression has the same value for all rows, which is then stored once and not in each. */
function isConstant(expression: Node | undefined): boolean {
  if (nodeOf(expression, 'A_Const') !== undefined) return true;
  if (nodeOf(expression, 'SQLValueFunction') !== undefined) return true;
  const cast = nodeOf(expression, 'TypeCast');
  if (cast !== undefined) return isConstant(cast.arg);
  const array = nodeOf(expression, 'A_ArrayExpr');
  if (array !== undefined) return (array.elements ?? []).every(isConstant);
  const call = nodeOf(expression, 'FuncCall');
  const [name, ...qualified] = nodesOf(call?.funcname, 'String').map(({ sval }) => sval);
  return name === 'now' && qualified.length === 0;
}
