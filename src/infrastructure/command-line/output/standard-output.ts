/** Errors of writing to a pipe whose reader has ended, as `head` does. */
const CLOSED: readonly string[] = ['EPIPE', 'ERR_STREAM_DESTROYED'];

const isClosing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && CLOSED.includes(String(error.code));

let closed = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!isClosing(error)) throw error;
    if (stream === process.stdout) closed = true;
  });
}

/** Whether our standard output is still read: after its reader has ended, further rows are useless. */
export const isOutputRead = (): boolean => !closed;

/** Writes a line to the standard output; nothing once its reader has ended. */
export const print = (line: string): void => {
  if (!closed) process.stdout.write(`${line}\n`);
};

/** Whether a failure only says that the reader of our standard output has ended. */
export const isOutputClosed = (error: unknown): boolean => closed && isClosing(error);
