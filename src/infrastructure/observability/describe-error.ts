import { scrubText } from './scrub-text.ts';
import { isPublicCode } from './secret-keys.ts';

const MAX_CAUSES = 5;
const MAX_TRACEBACK = 16_384;

/** A failure's fields in a log line, flat as mozlog requires. */
export type ErrorDescription = {
  /** `Name: message`. */
  readonly error: string;
  /** Our public code, a system error code or an SQLSTATE. */
  readonly error_code?: string;
  /** The stack, then that of each cause. */
  readonly traceback?: string;
};

/** Describes anything that was thrown, its causes included, without secrets and within a bounded length. */
export function describeError(thrown: unknown): ErrorDescription {
  const title = titleOf(thrown);
  const code = codeOf(thrown);
  const traceback = [...chain(thrown)].map(stackOf).join('\nCaused by: ');
  return {
    error: title,
    ...(code === undefined ? {} : { error_code: code }),
    ...(thrown instanceof Error ? { traceback: traceback.slice(0, MAX_TRACEBACK) } : {}),
  };
}

/** The thrown value, its causes and its aggregated errors, each once. */
export function chain(thrown: unknown): readonly unknown[] {
  const found: unknown[] = [];
  const visit = (value: unknown) => {
    if (value === undefined || value === null || found.includes(value) || found.length > MAX_CAUSES) return;
    found.push(value);
    if (value instanceof AggregateError) value.errors.forEach(visit);
    if (value instanceof Error) visit(value.cause);
  };
  visit(thrown);
  return found;
}

const titleOf = (thrown: unknown): string =>
  scrubText(thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : `Thrown: ${textOf(thrown)}`);

/** The stack of an error begins with its message at creation; a message changed since is added. */
function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return titleOf(thrown);
  const stack = thrown.stack ?? '';
  return scrubText(stack.includes(thrown.message) ? stack : `${thrown.name}: ${thrown.message}\n${stack}`);
}

function textOf(thrown: unknown): string {
  if (typeof thrown === 'string') return thrown;
  if (typeof thrown !== 'object' || thrown === null) return String(thrown);
  return `an object with ${Object.keys(thrown).join(', ') || 'no keys'}`;
}

const SQLSTATE = /^[0-9A-Z]{5}$/;

function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  const { code } = thrown;
  return typeof code === 'string' && (isPublicCode(code) || SQLSTATE.test(code)) ? code : undefined;
}
