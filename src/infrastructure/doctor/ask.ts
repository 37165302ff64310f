import type { Dispatcher } from 'undici';
import { request } from 'undici';

export type Answer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  cookies: readonly string[];
  text: string;
}>;

type Asked = Readonly<{
  method?: 'GET' | 'POST';
  headers?: Readonly<Record<string, string>>;
  body?: string;
  dispatcher?: Dispatcher | undefined;
}>;

const PATIENCE_MS = 10_000;
const MOST_BYTES = 1_000_000;

/** One request, whose redirects are answers. @throws Error when there is no answer in time */
export async function ask(
  url: string,
  { method = 'GET', headers = {}, body, dispatcher }: Asked = {},
): Promise<Answer> {
  const answer = await request(url, {
    method,
    headers: { 'user-agent': 'regie-doctor', ...headers },
    ...(body === undefined ? {} : { body }),
    ...(dispatcher ? { dispatcher } : {}),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  let text = '';
  for await (const piece of answer.body) {
    text += String(piece);
    if (text.length > MOST_BYTES) break;
  }
  const single = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? (value[0] ?? '') : value] as const],
  );
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(single),
    cookies: [answer.headers['set-cookie'] ?? []].flat(),
    text,
  };
}

/** The JSON object of an answer; undefined for anything else. */
export function objectIn({ text }: Answer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
