import type { Client } from 'pg';

/** How often a connection that only listens is asked whether it is still there, in ms. */
const INTERVAL_MS = 15_000;

/**
 * Notices that a connection on which nothing is ever asked, because it listens for notifications, was lost in silence: then
 * it has the connection tell so, by its `error` event, as of any other loss.
 *
 * @returns how to end that
 */
export function watchListener(client: Client, intervalMs = INTERVAL_MS): () => void {
  let isOver = false;
  let isAsking = false;
  const timer = setInterval(() => {
    if (isAsking) return;
    isAsking = true;
    client.query('SELECT 1').then(
      () => {
        isAsking = false;
      },
      (error: unknown) => {
        if (isOver) return;
        stop();
        client.emit('error', error);
      },
    );
  }, intervalMs).unref();
  const stop = () => {
    isOver = true;
    clearInterval(timer);
  };
  client.once('error', stop);
  return stop;
}
