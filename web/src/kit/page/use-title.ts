import { useEffect } from 'react';
import { announce } from '../../lib/announce.ts';
import { useConfig } from '../../lib/console-config.ts';

let isFirst = true;

/** Names the window after the page, and tells screen readers when that changes. */
export function useTitle(title: string): void {
  const { productName } = useConfig();
  useEffect(() => {
    document.title = `${title} – ${productName}`;
    // The first title is read by itself, with the page.
    if (!isFirst) announce(title);
    isFirst = false;
  }, [title, productName]);
}
