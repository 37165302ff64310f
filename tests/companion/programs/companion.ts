/** A program that the tests beside it launch. Its arguments choose its behaviour. */
import { spawn } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { stopRequested } from '../../../dev/companion/stop-requested.ts';

const { values } = parseArgs({
  options: {
    /** Serves HTTP there: 503 to the first question, then 200. */
    port: { type: 'string' },
    /** Ends with this code before it is ready. */
    fail: { type: 'string' },
    /** Never says that it is ready. */
    silent: { type: 'boolean' },
    /** Does not end when asked. */
    stubborn: { type: 'boolean' },
    /** Starts a child that would outlive it, and prints the child's process id. */
    child: { type: 'boolean' },
    /** Writes there why it ends. */
    farewell: { type: 'string' },
  },
});

if (values.fail !== undefined) {
  process.stderr.write('no such thing\n');
  process.exit(Number(values.fail));
}
const stopped = stopRequested();
if (values.child) {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1000)'], { stdio: 'ignore' });
  process.stdout.write(`child ${child.pid}\n`);
}
if (values.port !== undefined) {
  let status = 503;
  const server = createServer((_request, response) => {
    response.writeHead(status).end();
    status = 200;
  });
  server.listen(Number(values.port), '127.0.0.1');
}
if (!values.silent) process.stdout.write(`${process.env['GREETING'] ?? 'hello'}, listening on 4242\n`);
const reason = await stopped;
if (values.farewell !== undefined) appendFileSync(values.farewell, `${reason}\n`);
process.stdout.write(`ending: ${reason}\n`);
if (values.stubborn) setInterval(() => undefined, 1000);
else process.exit(0);
