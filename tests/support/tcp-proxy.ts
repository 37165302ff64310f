import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What becomes of bytes that a client sends; `swallow_answer`: they arrive, and the connection ends before the answer does. */
type Fate = 'pass' | 'swallow_answer';

export type TcpProxy = Readonly<{
  port: number;
  /** The connections there are now carry nothing any more, and do not end; new ones do. */
  silenceExisting(): void;
  /** Decides of whatever clients send from now on. */
  decide(fate: (sent: Buffer) => Fate): void;
  close(): Promise<void>;
}>;

/** Stands between a client and a server as a network does that loses connections without a sign. */
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
        // What still arrives is read and thrown away.
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
