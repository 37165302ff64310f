import type { z } from 'zod';
import type { Clock } from '../../../application/shared/system.ts';
import type { SharedSlots } from '../../../application/shared/throttling/shared-slots.ts';
import { DomainError } from '../../../domain/shared/errors.ts';
import { tokenAnswer } from './dimail-answers.ts';
import { DimailConnection, type DimailRequest } from './dimail-connection.ts';
import { answerFailure, type DimailAnswer } from './dimail-failure.ts';
import { DimailTokens } from './dimail-tokens.ts';
import { JsonArrayReader } from './json-array-reader.ts';
import { parseJson } from './parse-json.ts';

export type DimailOptions = Readonly<{
  /** Where the API is, such as `https://dimail.example/api`. */
  baseUrl: string;
  /** Base64 of `user:password`. */
  credentials: string;
  /** How long a call may take, and how long it may wait before that, in milliseconds. */
  timeoutMs: number;
  /** How many requests may be open at once. */
  maxConcurrentCalls: number;
  /** Limits the requests of all processes together, each of which takes a slot; absent: no such limit. */
  sharedSlots?: SharedSlots | undefined;
  clock: Clock;
}>;

type Operation = Omit<DimailRequest, 'authorization'>;

const label = ({ method, path }: Operation): string => `${method} ${path}`;

const isSuccess = ({ status }: DimailAnswer): boolean => status >= 200 && status < 300;

/** Authenticated calls to dimail (contract/dimail.md sections 2 and 3). */
export class DimailClient {
  readonly #connection: DimailConnection;
  readonly #tokens: DimailTokens;
  readonly #basic: string;
  readonly #clock: Clock;

  constructor({ credentials, clock, ...connection }: DimailOptions) {
    this.#connection = new DimailConnection(connection);
    this.#basic = `Basic ${credentials}`;
    this.#clock = clock;
    this.#tokens = new DimailTokens(clock, () => this.#fetchToken());
  }

  /** Calls with the account's credentials; any answer is returned. */
  basic(operation: Operation): Promise<DimailAnswer> {
    return this.#connection.send({ ...operation, authorization: this.#basic });
  }

  /** Gets a token, as before any other call. @throws DomainError of the port, `mail_provisioner.forbidden` for wrong credentials */
  async authenticate(): Promise<void> {
    await this.#fetchToken();
  }

  /** Calls with the bearer token, and once more with a new one if a cached token is refused; any answer is returned. */
  async bearer(operation: Operation): Promise<DimailAnswer> {
    const token = await this.#tokens.current();
    const answer = await this.#withToken(operation, token.value);
    const refused = answer.status === 401 || answer.status === 403;
    return refused && token.cached
      ? this.#withToken(operation, await this.#tokens.instead(token.value))
      : answer;
  }

  /** The body of a successful answer. @throws DomainError of the port, for any other answer */
  read<T>(operation: Operation, answer: DimailAnswer, schema: z.ZodType<T>): T {
    if (!isSuccess(answer)) {
      throw this.failure(operation, answer);
    }
    const parsed = schema.safeParse(parseJson(answer.text));
    if (!parsed.success) {
      // Reports only where the answer differs from the schema: the body may contain a password.
      const places = parsed.error.issues.map(({ path, code }) => `${path.join('.')} (${code})`);
      const message = `${label(operation)}: ${answer.status} with an unreadable body: ${places.join(', ')}`;
      throw new DomainError('mail_provisioner.unexpected', message);
    }
    return parsed.data;
  }

  /**
   * Reads an array and passes its elements to `take`, a piece of the answer at a time.
   * @throws DomainError of the port, for any other answer; some elements may have been passed before
   */
  async readArray(path: string, take: (elements: readonly unknown[]) => Promise<void>): Promise<void> {
    const operation = { method: 'GET', path, repeatable: true } as const;
    const send = (token: string) =>
      this.#connection.sendForPieces({ ...operation, authorization: `Bearer ${token}` });
    const token = await this.#tokens.current();
    const first = await send(token.value);
    const isStale = token.cached && (first.answer.status === 401 || first.answer.status === 403);
    const { answer, pieces } = isStale ? await send(await this.#tokens.instead(token.value)) : first;
    if (!isSuccess(answer)) throw this.failure(operation, answer);
    const reader = new JsonArrayReader();
    const unreadable = (reason: string) =>
      new DomainError('mail_provisioner.unexpected', `${label(operation)}: ${reason}`);
    for (const piece of pieces) {
      const elements = reader.read(piece);
      if (elements === undefined) throw unreadable('not an array');
      if (elements.length > 0) await take(elements);
    }
    if (!reader.isOver) throw unreadable('the array does not end');
  }

  failure(operation: Operation, answer: DimailAnswer): DomainError {
    return answerFailure(label(operation), answer, this.#clock.now());
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  #withToken(operation: Operation, token: string): Promise<DimailAnswer> {
    return this.#connection.send({ ...operation, authorization: `Bearer ${token}` });
  }

  async #fetchToken(): Promise<string> {
    const operation = { method: 'GET', path: '/token/', repeatable: true } as const;
    return this.read(operation, await this.basic(operation), tokenAnswer).access_token;
  }
}
