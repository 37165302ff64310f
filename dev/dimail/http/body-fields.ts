import { Refusal } from './refusal.ts';

type Problem = Readonly<{
  type: string;
  loc: readonly (string | number)[];
  msg: string;
  input: unknown;
  ctx?: Readonly<Record<string, string>>;
}>;

const quoted = (choices: readonly string[]) =>
  choices
    .map((choice) => `'${choice}'`)
    .reduce((list, last, i) => `${list}${i === choices.length - 1 ? ' or ' : ', '}${last}`);

/**
 * Reads a JSON body field by field and answers 422 with FastAPI's list of problems (contract/dimail.md
 * section 2). Unknown keys are ignored. A field that has a problem reads as an empty value until `end`
 * throws, so that every problem is reported at once.
 */
export class BodyFields {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #problems: Problem[] = [];

  constructor(body: unknown) {
    this.#fields = typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body } : {};
    if (body === undefined) {
      this.#problems.push({ type: 'missing', loc: ['body'], msg: 'Field required', input: null });
    } else if (typeof body !== 'object' || body === null || Array.isArray(body)) {
      const msg = 'Input should be a valid dictionary or object to extract fields from';
      this.#problems.push({ type: 'model_attributes_type', loc: ['body'], msg, input: body });
    }
  }

  has(key: string): boolean {
    return this.#fields[key] !== undefined;
  }

  text(key: string): string {
    if (this.#fields[key] === null) {
      this.#bad('string_type', key, 'a valid string');
    }
    return this.#required(key) ? (this.optionalText(key) ?? '') : '';
  }

  /** A string, or undefined when the key is absent or null. */
  optionalText(key: string): string | undefined {
    const value = this.#fields[key];
    if (value === undefined || value === null) {
      return undefined;
    }
    return typeof value === 'string' ? value : this.#bad('string_type', key, 'a valid string');
  }

  /** A key that must be present, and may be null. */
  nullableText(key: string): string | null {
    return this.#required(key) ? (this.optionalText(key) ?? null) : null;
  }

  optionalChoice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.#fields[key];
    if (value === undefined || value === null) {
      return undefined;
    }
    return choices.find((choice) => choice === value) ?? this.#notAmong(choices, value, key);
  }

  choices<Choice extends string>(key: string, choices: readonly Choice[]): readonly Choice[] {
    if (!this.#required(key)) {
      return [];
    }
    return this.list(key).flatMap((value, index) => {
      const choice = choices.find((candidate) => candidate === value);
      return choice ?? this.#notAmong(choices, value, key, index) ?? [];
    });
  }

  list(key: string): readonly unknown[] {
    const value = this.#fields[key];
    if (value === undefined || value === null) {
      return [];
    }
    return Array.isArray(value) ? value : (this.#bad('list_type', key, 'a valid list') ?? []);
  }

  /** A member of an optional object; an empty object where either is absent. */
  member(key: string, inner: string): unknown {
    const value = this.#fields[key] ?? {};
    if (typeof value !== 'object') {
      this.#bad('dict_type', key, 'a valid dictionary');
      return {};
    }
    return Object.entries(value).find(([name]) => name === inner)?.[1] ?? {};
  }

  /** A boolean, also as the strings that pydantic accepts for one. */
  optionalBoolean(key: string): boolean | undefined {
    const value = this.#fields[key];
    if (value === undefined || typeof value === 'boolean') {
      return value;
    }
    const word = String(value).toLowerCase();
    if (['true', 'yes', 'on', '1'].includes(word)) {
      return true;
    }
    return ['false', 'no', 'off', '0'].includes(word)
      ? false
      : this.#bad('bool_parsing', key, 'a valid boolean, unable to interpret input');
  }

  optionalInteger(key: string): number | undefined {
    const value = this.#fields[key];
    if (value === undefined || value === null) {
      return undefined;
    }
    return Number.isInteger(value) ? Number(value) : this.#bad('int_type', key, 'a valid integer');
  }

  /** @throws Refusal 422 with every problem met so far */
  end(): void {
    if (this.#problems.length > 0) {
      throw new Refusal(422, this.#problems);
    }
  }

  #required(key: string): boolean {
    if (this.#fields[key] !== undefined) {
      return true;
    }
    if (!this.#problems.some(({ loc }) => loc.length === 1)) {
      const loc = ['body', key];
      this.#problems.push({ type: 'missing', loc, msg: 'Field required', input: this.#fields });
    }
    return false;
  }

  #bad(type: string, key: string, expected: string): undefined {
    const msg = `Input should be ${expected}`;
    this.#problems.push({ type, loc: ['body', key], msg, input: this.#fields[key] });
  }

  #notAmong(choices: readonly string[], input: unknown, ...where: (string | number)[]): undefined {
    const expected = quoted(choices);
    const msg = `Input should be ${expected}`;
    this.#problems.push({ type: 'enum', loc: ['body', ...where], msg, input, ctx: { expected } });
  }
}
