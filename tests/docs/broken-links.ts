import { posix } from 'node:path';
import type { Document } from './document.ts';

/** Links of a page that lead to no file, or to no heading of it. Links to other sites are only looked at. */
export function brokenLinks(
  document: Document,
  files: ReadonlySet<string>,
  documents: readonly Document[],
): readonly string[] {
  const { path, links } = document;
  return links.filter((link) => {
    if (/^[a-z][a-z0-9+.-]*:/i.test(link)) return !URL.canParse(link);
    const [target = '', anchor] = link.split('#', 2);
    const file = target === '' ? path : posix.join(posix.dirname(path), decodeURI(target));
    const isFolder = [...files].some((one) => one.startsWith(`${file.replace(/\/$/, '')}/`));
    if (target !== '' && !files.has(file) && !isFolder) return true;
    const page = file === path ? document : documents.find((one) => one.path === file);
    return anchor !== undefined && page?.anchors.has(decodeURI(anchor)) !== true;
  });
}
