import { z } from 'zod';
import { isEmailAddress } from '../../domain/shared/email-address.ts';

/** What the schema knows of an environment variable besides its type. */
export type VariableMeta = Readonly<{
  description: string;
  /** Value used when `REGIE_ENV` is `dev` and nothing is set; refused, when secret, everywhere else. */
  development?: string;
  /** Older or other names under which the same value is accepted. */
  aliases?: readonly string[];
  /** Never shown, and its development value is known to everybody. */
  secret?: boolean;
}>;

export const variables = z.registry<VariableMeta>();

const declare = <T extends z.ZodType>(schema: T, meta: VariableMeta): T => {
  variables.add(schema, meta);
  return schema;
};

const unset = (value: unknown) => (value === '' ? undefined : value);

/** A text that must be given. */
export const required = (meta: VariableMeta) => declare(z.preprocess(unset, z.string()), meta);

/** A text that may be missing. */
export const optional = (meta: VariableMeta) => declare(z.preprocess(unset, z.string().optional()), meta);

export const optionalEmail = (meta: VariableMeta) =>
  declare(
    z.preprocess(unset, z.string().refine(isEmailAddress, 'must be an e-mail address').optional()),
    meta,
  );

export const text = (fallback: string, meta: VariableMeta) =>
  declare(z.preprocess(unset, z.string().default(fallback)), meta);

export const requiredUrl = (meta: VariableMeta) =>
  declare(z.preprocess(unset, z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' })), meta);

export const optionalUrl = (meta: VariableMeta) =>
  declare(
    z.preprocess(unset, z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' }).optional()),
    meta,
  );

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
  );

export const number = (fallback: number, [min, max]: readonly [number, number], meta: VariableMeta) =>
  declare(
    z.preprocess(
      unset,
      z.coerce
        .number('must be a number')
        .min(min, `must be at least ${min}`)
        .max(max, `must be at most ${max}`)
        .default(fallback),
    ),
    meta,
  );

/** Items separated by commas. */
export const list = (fallback: readonly string[], meta: VariableMeta) =>
  declare(
    z.preprocess(unset, z.string().default(fallback.join(','))).transform((written) =>
      written
        .split(',')
        .map((item) => item.trim())
        .filter((item) => item !== ''),
    ),
    meta,
  );

export const choice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  fallback: Values[number],
  meta: VariableMeta,
) => declare(z.preprocess(unset, z.enum(values).default(fallback as never)), meta);

/** One of `values`, or nothing. */
export const optionalChoice = <const Values extends readonly [string, ...string[]]>(
  values: Values,
  meta: VariableMeta,
) => declare(z.preprocess(unset, z.enum(values).optional()), meta);

/** A value of its own form; what `read` throws is the problem reported. */
export const custom = <T>(fallback: string, meta: VariableMeta, read: (written: string) => T) =>
  declare(
    z.preprocess(unset, z.string().default(fallback)).transform((written, context): T => {
      try {
        return read(written);
      } catch (error) {
        const reason = error instanceof z.ZodError ? error.issues[0]?.message : (error as Error).message;
        context.addIssue({ code: 'custom', message: reason ?? 'cannot be understood' });
        return z.NEVER;
      }
    }),
    meta,
  );

/** Items separated by commas, each of them one of `allowed`. */
export const listOf = (allowed: readonly string[], fallback: readonly string[], meta: VariableMeta) =>
  custom(fallback.join(','), meta, (written): readonly string[] => {
    const items = written
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '');
    const unknown = items.find((item) => !allowed.includes(item));
    if (unknown !== undefined) throw new Error(`${unknown} is none of ${allowed.join(', ')}`);
    return items;
  });

/** Regular expressions separated by commas, each matching a whole text. */
export const patterns = (meta: VariableMeta) =>
  custom('', meta, (written) =>
    written
      .split(',')
      .filter((item) => item.trim() !== '')
      .map((item) => new RegExp(`^(?:${item.trim()})$`)),
  );

/** A JSON object of texts; the single quotes of a Python dictionary are fine too. */
export const dictionary = (meta: VariableMeta) =>
  custom('{}', meta, (written) =>
    z
      .record(z.string(), z.string())
      .parse(JSON.parse(written.includes('"') ? written : written.replaceAll("'", '"'))),
  );

const PERIOD_SECONDS: Readonly<Record<string, number>> = { second: 1, minute: 60, hour: 3600, day: 86_400 };

/** A number of requests in a period: `20/minute`. */
export const rate = (fallback: string, meta: VariableMeta) =>
  custom(fallback, meta, (written) => {
    const [, requests, period = ''] = /^(\d{1,6})\/(second|minute|hour|day)$/.exec(written.trim()) ?? [];
    const seconds = PERIOD_SECONDS[period];
    if (seconds === undefined || Number(requests) < 1) {
      throw new Error('must be a number of requests, a slash and second, minute, hour or day');
    }
    return { requests: Number(requests), seconds };
  });
