import type { IncomingHttpHeaders } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { listening } from './listening.ts';

/** A span as it was received: ids in hexadecimal digits, texts among its attributes. */
export type ReceivedSpan = Readonly<{
  traceId: string;
  spanId: string;
  parentId: string;
  name: string;
  attributes: Readonly<Record<string, string | number>>;
}>;

/** A field of a message of Protocol Buffers: its number, and its bytes or whole number. */
type Field = readonly [number: number, value: Buffer | number];

/** The fields of a message (protobuf.dev, Encoding); fixed numbers are left out. */
function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message.readUInt8(at);
      at += 1;
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const tag = varint();
    const number = Math.floor(tag / 8);
    const form = tag % 8;
    if (form === 0) yield [number, varint()];
    else if (form === 2) {
      const length = varint();
      yield [number, message.subarray(at, at + length)];
      at += length;
    } else at += form === 1 ? 8 : 4;
  }
}

const bytesOf = (message: Buffer, number: number): readonly Buffer[] =>
  [...fieldsOf(message)].flatMap(([found, value]) =>
    found === number && typeof value !== 'number' ? [value] : [],
  );
const firstOf = (message: Buffer, number: number): Buffer => bytesOf(message, number)[0] ?? Buffer.alloc(0);

/** A `KeyValue` (opentelemetry-proto, common.proto). */
function attributeOf(message: Buffer): readonly [string, string | number] {
  const [first] = fieldsOf(firstOf(message, 2));
  const value = first?.[1] ?? '';
  return [firstOf(message, 1).toString(), typeof value === 'number' ? value : value.toString()];
}

/** A `Span` (opentelemetry-proto, trace.proto). */
const spanOf = (message: Buffer): ReceivedSpan => ({
  traceId: firstOf(message, 1).toString('hex'),
  spanId: firstOf(message, 2).toString('hex'),
  parentId: firstOf(message, 4).toString('hex'),
  name: firstOf(message, 5).toString(),
  attributes: Object.fromEntries(bytesOf(message, 9).map(attributeOf)),
});

/** Takes traces as OTLP over HTTP, and keeps them. */
export async function startOtlpCollector() {
  const spans: ReceivedSpan[] = [];
  const asked: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
  const resources: Record<string, string | number>[] = [];
  const { url, close } = await listening(async (request, response) => {
    const body = await buffer(request);
    asked.push({ path: request.url ?? '', headers: request.headers });
    for (const resourceSpans of bytesOf(body, 1)) {
      resources.push(Object.fromEntries(bytesOf(firstOf(resourceSpans, 1), 1).map(attributeOf)));
      for (const scopeSpans of bytesOf(resourceSpans, 2)) spans.push(...bytesOf(scopeSpans, 2).map(spanOf));
    }
    response.writeHead(200, { 'Content-Type': 'application/x-protobuf' }).end();
  });
  return { url, spans, asked, resources, close };
}
