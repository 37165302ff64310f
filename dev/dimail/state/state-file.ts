import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { DimailState, KeptState } from './dimail-state.ts';

/** Keeps a state in a file: whole after each change, so that a server that is killed forgets nothing it has answered. */
export class StateFile {
  #kept = '';

  constructor(
    private readonly path: string,
    private readonly state: DimailState,
  ) {}

  /**
   * Whether something was kept, which the state has now.
   *
   * @throws Error naming the file when it holds something else
   */
  load(): boolean {
    try {
      this.#kept = readFileSync(this.path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
      throw error;
    }
    try {
      const kept: KeptState = JSON.parse(this.#kept);
      this.state.restore(kept);
    } catch (cause) {
      throw new Error(`${this.path} holds no state of dimail: remove it to begin with an empty one`, {
        cause,
      });
    }
    return true;
  }

  /** Writes what changed since the last time, if anything did. */
  save(): void {
    const text = JSON.stringify(this.state.keep());
    if (text === this.#kept) return;
    mkdirSync(dirname(this.path), { recursive: true });
    const draft = `${this.path}.new`;
    writeFileSync(draft, text, { mode: 0o600 });
    renameSync(draft, this.path);
    this.#kept = text;
  }
}
