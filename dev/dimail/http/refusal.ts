import type { Answer } from './answer.ts';

/** An answer that cuts a route short, as FastAPI's HTTPException does. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(status: number, detail: unknown, headers?: Readonly<Record<string, string>>) {
    super(`refused with ${status}`);
    this.answer = { status, json: { detail }, headers };
  }
}
