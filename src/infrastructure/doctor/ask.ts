import { type Dispatcher, request } from 'undici';

export type Answer = Readonly<{
  status: number;
  headers: Readonly<Record<string, string>>;
  cookies: readonly string[];
  text: string;
}>;

const PATIENCE_MS = 10_000;
const MOST_BYTES = 1_000_000;

/** A GET whose redirects are answers. @throws Error when there is no answer in time, or one without end */
export async function ask(url: string, dispatcher?: Dispatcher): Promise<Answer> {
  const answer = await request(url, {
    headers: { 'user-agent': 'regie-doctor' },
    ...(dispatcher ? { dispatcher } : {}),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer.body) {
    pieces.push(piece);
    size += piece.length;
    if (size > MOST_BYTES) throw new Error('The answer has no end');
  }
  const single = Object.entries(answer.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, Array.isArray(value) ? (value[0] ?? '') : value] as const],
  );
  return {
    status: answer.statusCode,
    headers: Object.fromEntries(single),
    cookies: [answer.headers['set-cookie'] ?? []].flat(),
    text: Buffer.concat(pieces).toString('utf8'),
  };
}

/** The JSON object of an answer; undefined for anything else. */
export function objectIn({ text }: Answer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
