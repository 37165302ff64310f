import { z } from 'zod';
import { isEmailAddress } from '../../../domain/shared/email-address.ts';
import { pythonPattern } from './python-pattern.ts';

/** The schema's description of an environment variable, besides its type. */
export type VariableMeta = Readonly<{
  description: string;
  /** Value when `REGIE_ENV` is `dev` and nothing is set; a secret one is refused everywhere else. */
  development?: string;
  /** Other names of the variable, such as former ones. */
  aliases?: readonly string[];
  /** Its value is never shown, and its development value is public. */
  secret?: boolean;
  /** What an unset variable without a default means, in words for `.env.example`. */
  otherwise?: string;
  /** Why the address must be `https:` except in development; absent where it need not be. */
  httpsElsewhere?: string;
  /** The system that our processes call at this address; absent where it is none, or only browsers go there. */
  calls?: CalledSystem;
}>;

/** Systems that our processes call, by whose names a firewall lets them through. */
export const CALLED_SYSTEMS = [
  'ourselves',
  'database',
  'identityProvider',
  'mailService',
  'mailServer',
  'directory',
  'matrix',
  'errorTracker',
  'traceCollector',
] as const;
export type CalledSystem = (typeof CALLED_SYSTEMS)[number];

/** What a value may be where it is no free text: true or false, a number in a range, or one of several. */
export type ValueForm =
  | Readonly<{ kind: 'flag' }>
  | Readonly<{ kind: 'number'; min: number; max: number; whole: boolean }>
  | Readonly<{ kind: 'choice'; values: readonly string[] }>;

/** A declared variable, with the text of its default, if it has one. */
export type DeclaredVariable = VariableMeta &
  Readonly<{ fallback?: string | undefined; form?: ValueForm | undefined }>;

export const variables = z.registry<DeclaredVariable>();

const declare = <T extends z.ZodType>(
  schema: T,
  meta: VariableMeta,
  fallback?: string,
  form?: ValueForm,
): T => {
  variables.add(schema, { ...meta, fallback, form });
  return schema;
};

/** A blank text counts as empty, and must not become a zero. */
export const isBlank = (value: string): boolean => value.trim() === '';

const unset = (value: unknown) => (typeof value === 'string' && isBlank(value) ? undefined : value);

/** A required text. */
export const required = (meta: VariableMeta) => declare(z.preprocess(unset, z.string()), meta);

/** An optional text. */
export const optional = (meta: VariableMeta) => declare(z.preprocess(unset, z.string().optional()), meta);

export const optionalEmail = (meta: VariableMeta) =>
  declare(
    z.preprocess(unset, z.string().refine(isEmailAddress, 'must be an e-mail address').optional()),
    meta,
  );

export const text = (fallback: string, meta: VariableMeta) =>
  declare(z.preprocess(unset, z.string().default(fallback)), meta, fallback);

const webAddress = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });
/** An address to which paths are appended. */
const baseAddress = webAddress.refine(
  (written) => !/[?#]/.test(written),
  'must be an http(s) URL without parameters (?) and fragment (#)',
);

/** The address of a page, which may have parameters. */
export const requiredUrl = (meta: VariableMeta) => declare(z.preprocess(unset, webAddress), meta);

export const optionalUrl = (meta: VariableMeta) => declare(z.preprocess(unset, webAddress.optional()), meta);

/** The address of a system: it has neither parameters nor a fragment. */
export const requiredBaseUrl = (meta: VariableMeta) => declare(z.preprocess(unset, baseAddress), meta);

export const optionalBaseUrl = (meta: VariableMeta) =>
  declare(z.preprocess(unset, baseAddress.optional()), meta);

export const baseUrl = (fallback: string, meta: VariableMeta) =>
  declare(z.preprocess(unset, baseAddress.default(fallback)), meta, fallback);

const TRUE = ['true', 'yes', 'y', '1', 'on'];
const FALSE = ['false', 'no', 'n', '0', 'off'];

export const flag = (fallback: boolean, meta: VariableMeta) =>
  declare(
    z
      .preprocess(unset, z.string().default(String(fallback)))
      .transform((written) => written.trim().toLowerCase())
      .refine((written) => [...TRUE, ...FALSE].includes(written), 'must be true or false')
      .transform((written) => TRUE.includes(written)),
    meta,
    String(fallback),
    { kind: 'flag' },
  );

type Range = readonly [min: number, max: number];

const within = ([min, max]: Range) =>
  z.coerce.number('must be a number').min(min, `must be at least ${min}`).max(max, `must be at most ${max}`);

const numberForm = ([min, max]: Range, whole: boolean): ValueForm => ({ kind: 'number', min, max, whole });

export const number = (fallback: number, range: Range, meta: VariableMeta) =>
  declare(
    z.preprocess(unset, within(range).default(fallback)),
    meta,
    String(fallback),
    numberForm(range, false),
  );

/** A whole number. */
export const count = (fallback: number, range: Range, meta: VariableMeta) =>
  declare(
    z.preprocess(unset, within(range).int('must be a whole number').default(fallback)),
    meta,
    String(fallback),
    numberForm(range, true),
  );

export const choice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  fallback: Values[number],
  meta: VariableMeta,
) =>
  declare(z.preprocess(unset, z.enum(values).default(fallback as never)), meta, fallback, {
    kind: 'choice',
    values,
  });

/** One of `values`, or nothing. */
export const optionalChoice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  meta: VariableMeta,
) => declare(z.preprocess(unset, z.enum(values).optional()), meta, undefined, { kind: 'choice', values });

/** Parses with a function; the messages of its errors are the problems reported. */
const reading =
  <T>(read: (written: string) => T) =>
  (written: string, context: z.core.$RefinementCtx<string>): T => {
    try {
      return read(written);
    } catch (error) {
      const reason = error instanceof z.ZodError ? error.issues[0]?.message : (error as Error).message;
      context.addIssue({ code: 'custom', message: reason ?? 'cannot be understood' });
      return z.NEVER;
    }
  };

/** A value with its own parser, whose error messages are the problems reported. */
export const custom = <T>(fallback: string, meta: VariableMeta, read: (written: string) => T) =>
  declare(z.preprocess(unset, z.string().default(fallback)).transform(reading(read)), meta, fallback);

/** As `custom`, but required. */
export const requiredCustom = <T>(meta: VariableMeta, read: (written: string) => T) =>
  declare(z.preprocess(unset, z.string()).transform(reading(read)), meta);

/** As `custom`, but optional. */
export const optionalCustom = <T>(meta: VariableMeta, read: (written: string) => T) =>
  declare(z.preprocess(unset, z.string().transform(reading(read)).optional()), meta);

/** The items of a text separated by commas. @throws Error when a text that is not empty has none */
export function itemsOf(written: string): readonly string[] {
  const items = written
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
  if (written !== '' && items.length === 0)
    throw new Error('must be items separated by commas, not commas alone');
  return items;
}

/** Brackets and quotes around a list or its items, as in Python or JSON. */
const WRAPPING = /^[[({'"]|[\])}'"]$/;

/** Items separated by commas; brackets and quotes around them are refused, since they would become part of an item. */
export const list = (fallback: readonly string[], meta: VariableMeta) =>
  custom(fallback.join(','), meta, (written) => {
    const items = itemsOf(written);
    if (items.some((item) => WRAPPING.test(item))) {
      throw new Error('must be items separated by commas, without brackets and quotes: one,two');
    }
    return items;
  });

/** Items separated by commas, each with its own form. `check` returns what an invalid item must be. */
export const checkedList = (
  fallback: readonly string[],
  meta: VariableMeta,
  check: (item: string) => string | undefined,
) =>
  custom(fallback.join(','), meta, (written) => {
    const items = itemsOf(written);
    for (const item of items) {
      const wanted = check(item);
      if (wanted !== undefined) throw new Error(`must be ${wanted}, separated by commas, not ${item}`);
    }
    return items;
  });

/** Names without spaces, brackets and quotes, such as claims and scopes, separated by commas. */
export const names = (fallback: readonly string[], meta: VariableMeta) =>
  checkedList(fallback, meta, (item) =>
    /^[^\s[\](){}'"]+$/.test(item) ? undefined : 'names without spaces, brackets and quotes',
  );

/** One of `allowed`. */
export const oneOf = (allowed: readonly string[], fallback: string, meta: VariableMeta) =>
  custom(fallback, meta, (written) => {
    if (!allowed.includes(written)) throw new Error(`must be one of ${allowed.join(', ')}`);
    return written;
  });

/** Items separated by commas, each one of `allowed`. */
export const listOf = (allowed: readonly string[], fallback: readonly string[], meta: VariableMeta) =>
  custom(fallback.join(','), meta, (written) => {
    const items = itemsOf(written);
    const unknown = items.find((item) => !allowed.includes(item));
    if (unknown !== undefined) throw new Error(`${unknown} is none of ${allowed.join(', ')}`);
    return items;
  });

/** Regular expressions separated by commas, each matching a whole text. */
export const patterns = (meta: VariableMeta) =>
  custom('', meta, (written) =>
    patternsOf(written).map((item) => new RegExp(`^(?:${pythonPattern(item).source})$`)),
  );

/** A comma between brackets or braces is part of an expression: `a{1,3}`, `[,;]`. */
const PATTERN_PARTS = /(?:\\.|\[(?:\\.|[^\]\\])*\]|\{[^}]*\}|[^,])+/gs;

function patternsOf(written: string): readonly string[] {
  if (written.startsWith('[') && /^\[\s*r?["']/.test(written)) {
    throw new Error(
      'must be regular expressions separated by commas, without brackets and quotes around them',
    );
  }
  return (written.match(PATTERN_PARTS) ?? []).map((item) => item.trim()).filter((item) => item !== '');
}

/** A JSON object with text values; the single quotes of a Python dictionary are accepted too. */
export const dictionary = (meta: VariableMeta) =>
  custom('{}', meta, (written) =>
    z
      .record(z.string(), z.string())
      .parse(JSON.parse(written.includes('"') ? written : written.replaceAll("'", '"'))),
  );

const PERIOD_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const RATE = /^(\d{1,9})\s*\/\s*(?:s|sec|second|m|min|minute|h|hr|hour|d|day)s?$/i;

/** @throws Error unless it is a number of requests in a period */
function rateOf(written: string) {
  const [whole = '', requests] = RATE.exec(written.trim()) ?? [];
  const period = /[a-z]/i.exec(whole)?.[0]?.toLowerCase() ?? '';
  const seconds = PERIOD_SECONDS[period];
  if (seconds === undefined || Number(requests) < 1) {
    throw new Error(
      'must be a number of requests of at most 9 digits, a slash and second, minute, hour or day',
    );
  }
  return { requests: Number(requests), seconds };
}

/** A number of requests in a period: `20/minute`; the reference looks at the first letter of the period, hence `20/min`. */
export const rate = (fallback: string, meta: VariableMeta) => custom(fallback, meta, rateOf);

/** A rate for a short time and one for a longer time: `600/minute,10000/hour`. */
export const ratePair = (fallback: string, meta: VariableMeta) =>
  custom(fallback, meta, (written) => {
    const [burst, sustained, ...others] = itemsOf(written).map(rateOf);
    if (!burst || !sustained || others.length > 0 || burst.seconds >= sustained.seconds) {
      throw new Error('must be two rates separated by a comma, the one for the shorter time first');
    }
    return { burst, sustained };
  });
