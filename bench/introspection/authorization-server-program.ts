/** An authorization server of minimal cost: it repeats the same answer for ten seconds. */
import { createServer } from 'node:http';
import { stopRequested } from '../../dev/companion/stop-requested.ts';
import { formNamed } from './forms.ts';
import { type Keys, publicHalf } from './keys.ts';
import { JWT_TYPE, makeAnswer } from './make-answer.ts';

const REMADE_AFTER_MS = 10_000;

const stopping = stopRequested();
const form = formNamed(process.env['BENCH_FORM']);
const keys = JSON.parse(process.env['BENCH_KEYS'] ?? '') as Keys;
const port = Number(process.env['PORT']);
const issuer = `http://127.0.0.1:${port}`;
const keySet = JSON.stringify({ keys: [publicHalf(keys.signing)] });
let answer = '';
const remake = async () => {
  answer = await makeAnswer(form, keys, issuer);
};
await remake();
const timer = setInterval(() => void remake(), REMADE_AFTER_MS);

const server = createServer((request, response) => {
  const isIntrospection = request.url === '/introspection';
  const type = isIntrospection && form.signing !== undefined ? JWT_TYPE : 'application/json';
  request.resume().on('end', () => {
    const text = isIntrospection ? answer : keySet;
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(text) }).end(text);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(port, '127.0.0.1');
await stopping;
clearInterval(timer);
server.closeAllConnections();
server.close();
process.exit();
