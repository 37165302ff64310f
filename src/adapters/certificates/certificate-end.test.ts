import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, expect, it } from 'vitest';
import { startMailCatcher } from '../../../dev/mail-catcher/start-mail-catcher.ts';
import { makeSelfSignedCertificate } from '../../../tests/support/self-signed-certificate.ts';
import { certificateEnd } from './certificate-end.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

const certificate = makeSelfSignedCertificate();
const END = new Date(new X509Certificate(certificate.cert).validTo);

async function listen(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(async () => server.close());
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

it('is read of a server that begins with TLS, though nobody trusts it', async () => {
  const port = await listen(createTlsServer(certificate));
  expect(await certificateEnd({ host: '127.0.0.1', port })).toEqual(END);
});

it.each([true, false])('is read of a mail server (STARTTLS: %s)', async (startTls) => {
  const tls = { ...certificate, implicit: !startTls };
  const catcher = await startMailCatcher({ smtpPort: 0, httpPort: 0, tls });
  closing.push(() => catcher.close());
  expect(await certificateEnd({ host: '127.0.0.1', port: catcher.smtpPort, startTls })).toEqual(END);
});

it.each([
  ['a server that says nothing', '', { startTls: true }],
  ['a server that says nothing, where TLS should begin', '', {}],
  ['a mail server without STARTTLS', '220 hello\r\n250 fine\r\n454 no TLS\r\n', { startTls: true }],
  ['another server', 'HTTP/1.1 400 Bad Request\r\n\r\n', { startTls: true }],
])('is not there with %s', async (_what, said, how) => {
  const port = await listen(
    createServer((socket) => {
      socket.on('error', () => undefined);
      if (said !== '') socket.write(said);
      closing.push(async () => socket.destroy());
    }),
  );
  await expect(certificateEnd({ host: '127.0.0.1', port, ...how }, 300)).rejects.toThrow();
});

it('is not there where nobody listens', async () => {
  const server = createServer();
  const port = await listen(server);
  server.close();
  await expect(certificateEnd({ host: '127.0.0.1', port })).rejects.toThrow('ECONNREFUSED');
});
