import ts from 'typescript';
import type { Edge } from './folder-problems.ts';

const LAYER = 'src/application/';

const isExported = (statement: ts.Statement): boolean =>
  ts.canHaveModifiers(statement) &&
  (ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false);

const isFunction = (statement: ts.Statement): boolean =>
  ts.isFunctionDeclaration(statement) ||
  (ts.isVariableStatement(statement) &&
    statement.declarationList.declarations.some(
      ({ initializer }) => initializer !== undefined && ts.isArrowFunction(initializer),
    ));

/** `port`: declares what adapters must do. `useCase`: does something. `other`: types and constants for both. */
function kindOf(file: string, text: string): 'port' | 'useCase' | 'other' {
  const { statements } = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const exported = statements.filter(isExported);
  if (exported.some(isFunction)) return 'useCase';
  return exported.some(ts.isInterfaceDeclaration) ? 'port' : 'other';
}

/** Ports may not import the use cases that need them. @returns one sentence for each port that imports one */
export function portProblems(edges: readonly Edge[], read: (file: string) => string): readonly string[] {
  const kinds = new Map<string, ReturnType<typeof kindOf>>();
  const kind = (file: string) => {
    const known = kinds.get(file) ?? kindOf(file, read(file));
    kinds.set(file, known);
    return known;
  };
  return edges
    .filter(([from, to]) => from.startsWith(LAYER) && to.startsWith(LAYER))
    .filter(([from, to]) => kind(from) === 'port' && kind(to) === 'useCase')
    .map(([from, to]) => `${from} -> ${to}: a port may not name a use case`);
}
