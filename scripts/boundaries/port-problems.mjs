import { readFileSync } from 'node:fs';
import ts from 'typescript';

const LAYER = 'src/application/';

const isExported = (statement) =>
  statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;

const isFunction = (statement) =>
  ts.isFunctionDeclaration(statement) ||
  (ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.some(
      ({ initializer }) => initializer !== undefined && ts.isArrowFunction(initializer),
    ));

/** `port`: says what others must do. `useCase`: does something. Neither: types and constants that both may name. */
function kindOf(file) {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  const exported = statements.filter(isExported);
  if (exported.some(isFunction)) return 'useCase';
  return exported.some(ts.isInterfaceDeclaration) ? 'port' : 'other';
}

/** Ports stand below the use cases that need them. @returns one sentence for each that looks up to one */
export function portProblems(edges) {
  const kinds = new Map();
  const kind = (file) => {
    if (!kinds.has(file)) kinds.set(file, kindOf(file));
    return kinds.get(file);
  };
  return edges
    .filter(([from, to]) => from.startsWith(LAYER) && to.startsWith(LAYER))
    .filter(([from, to]) => kind(from) === 'port' && kind(to) === 'useCase')
    .map(([from, to]) => `${from} -> ${to}: a port may not name a use case`);
}
