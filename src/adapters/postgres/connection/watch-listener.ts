import type { Client } from 'pg';

/** Time between two checks of a connection that only listens, in ms. */
const INTERVAL_MS = 15_000;

/**
 * Detects the silent loss of a connection that only listens for notifications: it then emits the connection's `error`
 * event, as for any other loss.
 *
 * @returns a function that ends the watch
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
