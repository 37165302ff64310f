/** Whether `path` ends with a slash, added or removed: the other spelling of the same path. */
export const otherSlash = (path: string): string => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`);

/** Matches a path against one with `{names}`; a name matches one non-empty segment. */
export function compilePath(pattern: string): (path: string) => Record<string, string> | undefined {
  const source = pattern.replace(/[.+*?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const expression = new RegExp(`^${source}$`, 'u');
  return (path) => {
    const match = expression.exec(path);
    return match ? { ...match.groups } : undefined;
  };
}
