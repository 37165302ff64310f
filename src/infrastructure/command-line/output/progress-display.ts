import type { WriteStream } from 'node:tty';
import { SingleBar } from 'cli-progress';

type Output = Pick<WriteStream, 'isTTY' | 'write'>;

/** Pause between two lines about one task, in milliseconds. */
const PAUSE_MS = 1_000;
const CLEAR_LINE = '\r\x1b[K';
const FORMAT =
  '{label} [{bar}] {percentage} % | {value} of {total} | {duration_formatted}, {eta_formatted} left';

/** Progress of tasks: a bar on a terminal; elsewhere plain lines, for logs. */
export interface ProgressDisplay {
  /** `label` is at `done` of `total`. One task at a time: another label starts another task. */
  show(label: string, done: number, total: number): void;
  /** Clears the bar before another line is written on the same terminal. */
  clear(): void;
  /** Call it before anything else is written, also after a failure. */
  stop(): void;
}

/** @param milliseconds a clock that only goes forward */
export const progressDisplay = (
  output: Output & NodeJS.WritableStream,
  milliseconds: () => number,
): ProgressDisplay =>
  output.isTTY ? new ProgressBar(output) : progressLines((line) => output.write(`${line}\n`), milliseconds);

class ProgressBar implements ProgressDisplay {
  readonly #bar: SingleBar;
  #label: string | undefined;

  constructor(private readonly output: Output & NodeJS.WritableStream) {
    this.#bar = new SingleBar({ stream: output, format: FORMAT, hideCursor: true, etaBuffer: 100 });
  }

  show(label: string, done: number, total: number): void {
    if (total === 0) return;
    if (label !== this.#label) {
      this.stop();
      this.#label = label;
      this.#bar.start(total, 0, { label });
    }
    this.#bar.update(done);
  }

  clear(): void {
    if (this.#label !== undefined) this.output.write(CLEAR_LINE);
  }

  stop(): void {
    if (this.#label !== undefined) this.#bar.stop();
    this.#label = undefined;
  }
}

/** Writes the start and end of every task, and the progress of a long one each second. */
export function progressLines(write: (line: string) => void, milliseconds: () => number): ProgressDisplay {
  let latest = Number.NEGATIVE_INFINITY;
  return {
    show(label, done, total) {
      const isOver = done >= total;
      if (total === 0 || (!isOver && milliseconds() - latest < PAUSE_MS)) return;
      latest = milliseconds();
      write(`${label}: ${done} of ${total} (${Math.floor((100 * done) / total)} %)`);
    },
    clear: () => undefined,
    stop: () => undefined,
  };
}
