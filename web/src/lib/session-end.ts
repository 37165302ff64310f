import { makeStore } from './store.ts';

/** Whether the session ended while a page was open: what is on it stays, until the person has signed in again. */
export const sessionHasEnded = makeStore(false);

const CHANNEL = 'regie-session';

/** Tells the other windows of the console that somebody has signed in. */
export function tellSignedIn(): void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.postMessage('signed in');
  channel.close();
}

/** Calls `listener` when somebody has signed in in another window. @returns how to stop */
export function onSignedIn(listener: () => void): () => void {
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = listener;
  return () => channel.close();
}
