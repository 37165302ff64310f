import { type CallPattern, matches } from './call-pattern.ts';

/** Milliseconds: always the same, or evenly spread over a range. */
export type Delay = number | Readonly<{ min: number; max: number }>;

/** How long calls wait before they are handled; the rule set last for a call wins. */
export class Latency {
  #rules: readonly { readonly pattern: CallPattern; readonly delay: Delay }[] = [];

  set(delay: Delay, pattern: CallPattern): void {
    this.#rules = [{ pattern, delay }, ...this.#rules];
  }

  clear(): void {
    this.#rules = [];
  }

  of(call: { method: string; path: string }): number {
    const delay = this.#rules.find(({ pattern }) => matches(pattern, call))?.delay ?? 0;
    return typeof delay === 'number' ? delay : delay.min + Math.random() * (delay.max - delay.min);
  }
}
