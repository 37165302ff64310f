/** A part is stopped before those it depends on. */
const STOP_ORDER = ['the application', 'the companions', 'PostgreSQL'] as const;
type Part = (typeof STOP_ORDER)[number];

type Stop = () => Promise<unknown>;

/** The started parts, to be stopped. */
export class RunningParts {
  readonly #stops: Readonly<Record<Part, Stop[]>> = {
    'the application': [],
    'the companions': [],
    PostgreSQL: [],
  };

  constructor(private readonly say: (line: string) => void) {}

  add(part: Part, stop: Stop): void {
    this.#stops[part].push(stop);
  }

  /** Stops all parts in order, even after failures. @returns whether everything ended */
  async stopAll(): Promise<boolean> {
    let allEnded = true;
    for (const part of STOP_ORDER) {
      const stops = this.#stops[part];
      if (stops.length === 0) continue;
      this.say(`stopping ${part}`);
      for (const result of await Promise.allSettled(stops.map((stop) => stop()))) {
        if (result.status === 'fulfilled') continue;
        allEnded = false;
        this.say(`${part} did not stop: ${result.reason}`);
      }
    }
    return allEnded;
  }
}
