import { isPublicCode, isSecretKey, isSecretParameter } from './secret-keys.ts';

/** Replaces a secret. */
export const REDACTED = '[redacted]';

/** Longest text kept, in characters, so that log lines and events stay small for any answer of another system. */
export const MAX_TEXT = 8_192;

/** Longest text that is scanned; the rest is dropped. */
const MAX_SCANNED = 32_768;

const PRIVATE_KEY =
  /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY-----|$)/g;

/** A value in quotes, in quotes escaped once (JSON inside JSON), or else unquoted in the caller's form. */
const valueOr = (unquoted: string) =>
  String.raw`(?:\\"(?:\\\\\\"|[^"\\]|\\[^"])*(?:\\")?|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\x60(?:[^\x60\\]|\\.)*\x60?|${unquoted})`;

/** Between a name and its value: `=`, `:`, `=>` after a closing quote, or `=` percent-encoded, even twice. */
const SEPARATOR = String.raw`\\?["']?\s{0,4}(?:=>|[=:]|%(?:25){0,3}3D)\s{0,4}`;

/** A header whose whole value is secret: to the end of its line or quotes. */
const SECRET_HEADER = new RegExp(
  String.raw`\b((?:proxy-)?authorization|(?:set-)?cookie|x-api-key|x-csrf-?token)(${SEPARATOR})${valueOr('[^\\r\\n]+')}`,
  'gi',
);

const CREDENTIALS = /\b(Bearer|Basic|ApiKey|DPoP)((?:\s|%20|\+){1,4})[^\s"'<>]+/gi;

/** `scheme://user:password@`, the password encoded or raw; the path of such URLs has no `@` to mistake. */
const CONNECTION_USER = /\b((?!https?:)[a-z][a-z0-9+.-]{0,20}:\/\/)[^\s"<>]{0,1024}@/gi;

/** As `CONNECTION_USER`, in web addresses, where `host:8071/…@…` is not a password. */
const WEB_USER =
  /\b(https?:\/\/)(?:[^\s:/?#@"<>]{0,256}:(?!\d{1,5}(?:[/?#]|$))[^\s"<>]{0,1024}|[^\s/?#@"<>]{1,1024})@/gi;

/** The longest match of both. */
const WORD = /[^\s"<>]+/g;

const LOGIN_LINK = /(\/code\/)[^\s/?#"'<>]+/gi;

/**
 * A run of a token's characters. It is scanned once, from its beginning; the beginning of the token in it is found
 * afterwards.
 */
const JWT_RUN = /(?<![\w-])[\w-]{2,}(?:\.[\w-]*)+/g;
const JWT_START = /\beyJ[\w-]{8}/;

/** Stored password hashes: Django's `algorithm$…` and the `$argon2id$…` form. */
const PASSWORD_HASH =
  /(?:\b(?:pbkdf2|bcrypt|argon2|scrypt|md5)\w{0,20}|\$(?:argon2\w{0,2}|2[aby]))\$[^\s"'<>]+/g;

/** A name and its separator, of a field, a parameter or a parameter inside an encoded URL. */
const NAME = new RegExp(String.raw`(?:%(?:25){0,3}(?:3F|26|23))?([\w.[\]-]{2,64})(${SEPARATOR})`, 'gi');

/** Longest public code, in characters. */
const LONGEST_CODE = 256;

const PLAIN_VALUE = new RegExp(valueOr(`[^\\s&"'<>]+`), 'y');
const ENCODED_VALUE = /(?:(?!%(?:25){0,3}26)[^\s&"'<>])+/iy;

/**
 * `text` without credentials in URLs, authorization headers, cookies, secret parameters and fields, login links, tokens,
 * private keys and password hashes, cut to {@link MAX_TEXT} characters. In doubt it redacts a harmless word.
 */
export function scrubText(text: string): string {
  if (!SUSPICIOUS.test(text) && text.length <= MAX_TEXT) return text;
  if (harmless.has(text)) return text;
  const scrubbed = redact(text);
  if (scrubbed === text) remember(text);
  return scrubbed;
}

/** Every kind of secret contains or follows one of these; most texts have none. */
const SUSPICIOUS = /[=:%$]|-----BEGIN|\b(?:bearer|basic|apikey|dpop)|\/code\/|eyj/i;

/** Texts without secrets that recur, such as names of browsers. */
const harmless = new Set<string>();
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 256;

function remember(text: string): void {
  if (text.length > LONGEST_REMEMBERED) return;
  if (harmless.size >= MOST_REMEMBERED) harmless.clear();
  harmless.add(text);
}

function redact(text: string): string {
  const scrubbed = redactNamedValues(
    beginning(text)
      .replaceAll(PRIVATE_KEY, REDACTED)
      .replaceAll(SECRET_HEADER, `$1$2${REDACTED}`)
      .replaceAll(CREDENTIALS, `$1$2${REDACTED}`)
      .replaceAll(WORD, withoutUser)
      .replaceAll(LOGIN_LINK, `$1${REDACTED}`)
      .replaceAll(JWT_RUN, withoutToken)
      .replaceAll(PASSWORD_HASH, REDACTED),
  );
  return scrubbed.length > MAX_TEXT ? `${scrubbed.slice(0, MAX_TEXT)}…` : scrubbed;
}

/** Most words have no `@`, and the search for users in words is the slowest part. */
const withoutUser = (word: string): string =>
  word.includes('@')
    ? word.replaceAll(CONNECTION_USER, `$1${REDACTED}@`).replaceAll(WEB_USER, `$1${REDACTED}@`)
    : word;

function withoutToken(run: string): string {
  const start = run.search(JWT_START);
  return start < 0 ? run : run.slice(0, start) + REDACTED;
}

/** A cut could hide the `@` or the quote that marks a secret, so the cut word is dropped too. */
function beginning(text: string): string {
  if (text.length <= MAX_SCANNED) return text;
  const cut = text.slice(0, MAX_SCANNED);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), cut.lastIndexOf('\n'), 0))}…`;
}

/** Continues from name to name rather than from pair to pair: a harmless value may contain a secret parameter. */
function redactNamedValues(text: string): string {
  let result = '';
  let copied = 0;
  NAME.lastIndex = 0;
  for (let match = NAME.exec(text); match !== null; match = NAME.exec(text)) {
    const [, name = '', separator = ''] = match;
    // A value may extend to the end of the text, so it is read only after a secret name.
    if (!isSecretName(name, separator)) continue;
    const value = valueAt(text, NAME.lastIndex, separator);
    if (value === '' || isStatus(name, value) || isPlaceInCode(name, separator, value)) continue;
    result += text.slice(copied, NAME.lastIndex) + inSameQuotes(value);
    copied = NAME.lastIndex + value.length;
    NAME.lastIndex = copied;
  }
  return result + text.slice(copied);
}

function valueAt(text: string, position: number, separator: string): string {
  const pattern = separator.includes('%') ? ENCODED_VALUE : PLAIN_VALUE;
  pattern.lastIndex = position;
  return pattern.exec(text)?.[0] ?? '';
}

const lastPart = (name: string): string => name.split(/[.[\]]+/).findLast((part) => part !== '') ?? name;

function isSecretName(name: string, separator: string): boolean {
  const judge = separator.includes(':') ? isSecretKey : isSecretParameter;
  return judge(name) || judge(lastPart(name));
}

/** Whether a value named `code` is a public code, which is no secret. */
const isStatus = (name: string, value: string): boolean =>
  lastPart(name).toLowerCase() === 'code' &&
  value.length <= LONGEST_CODE &&
  isPublicCode(value.replaceAll(/^\\?["'`]|[\\"'`,;.)}\]]+$/g, ''));

const SOURCE_FILE = /\.[cm]?[jt]sx?$/;
const LINE_AND_COLUMN = /^\d{1,6}(?::\d{1,6})?[),;]*$/;

/** Whether it is a line of a stack, such as `token-introspector.ts:64:12`, and no secret after a name. */
const isPlaceInCode = (name: string, separator: string, value: string): boolean =>
  separator === ':' && SOURCE_FILE.test(name) && LINE_AND_COLUMN.test(value);

/** Keeps the quotes, so that scrubbed JSON stays JSON. */
const inSameQuotes = (value: string) => {
  const quote = /^\\?["'`]/.exec(value)?.[0] ?? '';
  return `${quote}${REDACTED}${quote}`;
};
