import { makeStore } from './store.ts';

/** What screen readers are told at the next pause. */
export const announcement = makeStore('');

/** Tells those who do not see the page that something on it has changed. The same text twice is told twice. */
export function announce(text: string): void {
  announcement.set(announcement.get() === text ? `${text}\u00a0` : text);
}
