/** Opens a stream. @returns how to close it */
export type OpenStream = (on: {
  /** The server has begun to tell. */
  begun: () => void;
  /** It is over, or was cut; `comeBackMs`: when to open another one, where the server said so; null: never. */
  over: (comeBackMs?: number | null) => void;
}) => () => void;

/** Before another stream is tried, once one was cut, or each time it could not be had: longer each time. */
const FIRST_MS = 2_000;
const LONGEST_MS = 120_000;

/**
 * Keeps a stream open for as long as somebody may see the page, since a browser has few connections for all its windows. After
 * a cut each page comes back at a moment of its own: many of them would keep a server that has just started from answering.
 *
 * @returns how to stop
 */
export function stayConnected(open: OpenStream, onState: (isOpen: boolean) => void): () => void {
  let close: (() => void) | undefined;
  let timer: number | undefined;
  let failures = 0;
  let isFinal = false;

  const leave = () => {
    window.clearTimeout(timer);
    timer = undefined;
    const closing = close;
    close = undefined;
    closing?.();
    onState(false);
  };
  const enter = () => {
    leave();
    if (isFinal || document.visibilityState === 'hidden') return;
    let isOver = false;
    const closing = open({
      begun: () => {
        failures = 0;
        onState(true);
      },
      over: (comeBackMs) => {
        if (isOver || close !== closing) return;
        isOver = true;
        leave();
        isFinal = comeBackMs === null;
        if (!isFinal) timer = window.setTimeout(enter, comeBackMs ?? pauseAfter(failures));
        failures += 1;
      },
    });
    close = closing;
  };
  const onVisibility = () => (document.visibilityState === 'hidden' ? leave() : enter());

  enter();
  document.addEventListener('visibilitychange', onVisibility);
  window.addEventListener('online', enter);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    window.removeEventListener('online', enter);
    isFinal = true;
    leave();
  };
}

const pauseAfter = (failures: number): number =>
  Math.min(FIRST_MS * 2 ** failures, LONGEST_MS) * (0.5 + Math.random() * 1.5);
