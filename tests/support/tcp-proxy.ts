import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** The treatment of bytes from a client; `swallow_answer`: they arrive, and the connection ends before their answer. */
type Fate = 'pass' | 'swallow_answer';

export type TcpProxy = Readonly<{
  port: number;
  /** Present connections pass no more bytes, and do not end; new ones work. */
  silenceExisting(): void;
  /** Decides the treatment of all bytes that clients send from now on. */
  decide(fate: (sent: Buffer) => Fate): void;
  close(): Promise<void>;
}>;

/** A proxy between a client and a server, like a network that loses connections silently. */
export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const pairs = new Set<readonly [Socket, Socket]>();
  let fateOf: (sent: Buffer) => Fate = () => 'pass';
  const server = createServer((client) => {
    const target = connect(targetPort, '127.0.0.1');
    const pair = [client, target] as const;
    pairs.add(pair);
    let isAnswerLost = false;
    client.on('data', (sent: Buffer) => {
      isAnswerLost ||= fateOf(sent) === 'swallow_answer';
      target.write(sent);
    });
    target.on('data', (answer: Buffer) => {
      if (isAnswerLost) client.destroy();
      else client.write(answer);
    });
    for (const [one, other] of [pair, [target, client]] as const) {
      one.on('error', () => undefined);
      one.on('close', () => {
        pairs.delete(pair);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    silenceExisting: () => {
      for (const socket of [...pairs].flat()) {
        socket.removeAllListeners('data');
        // Further bytes are read and dropped.
        socket.resume();
      }
    },
    decide: (fate) => {
      fateOf = fate;
    },
    close: async () => {
      for (const socket of [...pairs].flat()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
