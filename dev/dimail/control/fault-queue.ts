import { type CallPattern, matches } from './call-pattern.ts';

export type Fault =
  /** 500 text/plain; the call is not carried out, and the connection's next request is reset. */
  | { readonly kind: 'internal_error' }
  /** 502 from a proxy, with an HTML body. */
  | { readonly kind: 'bad_gateway' }
  /** The connection is reset before the call is carried out. */
  | { readonly kind: 'lost_request' }
  /** The call is carried out, then the connection is reset. */
  | { readonly kind: 'lost_answer' }
  /** The call is neither carried out nor ever answered. */
  | { readonly kind: 'timeout' }
  /** 307 to an `http` URL built without knowing the outer scheme and port (contract/dimail.md section 2). */
  | { readonly kind: 'insecure_redirect' }
  /** 403 `Permission denied`: with the path `/token/`, refused credentials. */
  | { readonly kind: 'denied' }
  /** Any other answer. */
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>> | undefined;
      readonly json?: unknown;
      readonly text?: string | undefined;
    };

export type FaultRule = CallPattern & Readonly<{ fault: Fault; count?: number | undefined }>;

/** Faults to come, each used up by the next `count` (default 1) calls that it concerns, oldest rule first. */
export class FaultQueue {
  #rules: { readonly rule: FaultRule; left: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.count ?? 1 });
  }

  clear(): void {
    this.#rules = [];
  }

  take(call: { method: string; path: string }): Fault | undefined {
    const entry = this.#rules.find(({ rule }) => matches(rule, call));
    if (entry) {
      entry.left -= 1;
      this.#rules = this.#rules.filter(({ left }) => left > 0);
    }
    return entry?.rule.fault;
  }
}
