import { useEffect } from 'react';
import { sessionHasEnded } from '../session-end.ts';
import { useStore } from '../store.ts';
import { followChanges } from './follow-changes.ts';

/**
 * Has the server tell what changes of the domain that the page is about, or of all of the person's, for as long as the page is
 * open and somebody is signed in. One for the whole page, whose parts only ask for what they show.
 */
export function useLive(slug: string | undefined): void {
  const isEnded = useStore(sessionHasEnded);
  useEffect(() => (isEnded ? undefined : followChanges(slug)), [slug, isEnded]);
}
