import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { PROJECT_FOLDER } from './project-files.ts';

/**
 * Options, with their dashes, of the program that a script of package.json runs: the arguments of `parseArgs` of
 * node:util, in its own file or one that it imports from beside it, and words like `--check` that it searches. Undefined
 * for programs that are not ours.
 */
export async function optionsOfProgram(script: string): Promise<readonly string[] | undefined> {
  const [, entry] =
    /^(?:exec )?node .*?((?:bench|dev|scripts|tests)\/[\w./-]+\.(?:ts|mjs))/.exec(script) ?? [];
  if (entry === undefined) return undefined;
  const folder = entry.split('/', 1)[0] ?? '';
  const seen = new Set<string>();
  const options: string[] = [];
  const read = async (path: string): Promise<void> => {
    if (seen.has(path) || !path.startsWith(join(PROJECT_FOLDER, folder))) return;
    seen.add(path);
    const text = await readFile(path, 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    options.push(...optionsIn(source));
    const imported = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
    for (const name of imported) if (name.startsWith('.')) await read(join(dirname(path), name));
  };
  await read(join(PROJECT_FOLDER, entry));
  return options;
}

function optionsIn(node: ts.Node): readonly string[] {
  const own: string[] = [];
  if (ts.isCallExpression(node) && node.expression.getText() === 'parseArgs') {
    const [config] = node.arguments;
    const members = config !== undefined && ts.isObjectLiteralExpression(config) ? config.properties : [];
    for (const member of members) {
      if (!ts.isPropertyAssignment(member) || member.name.getText() !== 'options') continue;
      if (!ts.isObjectLiteralExpression(member.initializer)) continue;
      for (const { name } of member.initializer.properties) {
        if (name !== undefined) own.push(`--${ts.isStringLiteral(name) ? name.text : name.getText()}`);
      }
    }
  }
  if (ts.isStringLiteral(node) && /^--[a-z][a-z-]*$/.test(node.text)) own.push(node.text);
  ts.forEachChild(node, (child) => void own.push(...optionsIn(child)));
  return own;
}
