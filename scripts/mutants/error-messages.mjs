/** No test depends on developers' messages beside the code of an error. */
const isErrorMessage = (path) =>
  path.listKey === 'arguments' &&
  path.parentPath.isNewExpression() &&
  path.parentPath.get('callee').isIdentifier() &&
  path.parentPath.node.callee.name.endsWith('Error') &&
  (path.isTemplateLiteral() ||
    (path.isStringLiteral() && (path.key > 0 || path.parentPath.node.arguments.length === 1)));

/** A plugin of Stryker that ignores the messages of errors. */
export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'error-messages',
    value: {
      shouldIgnore: (path) => (isErrorMessage(path) ? 'a message to developers' : undefined),
    },
  },
];
