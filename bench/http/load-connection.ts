import { connect, type Socket } from 'node:net';

const END_OF_HEAD = '\r\n\r\n';

/**
 * One HTTP/1.1 connection that repeats a request as soon as its answer is complete. It parses only enough to find the
 * end of an answer, so that the generator uses little of the machine.
 */
export class LoadConnection {
  #socket: Socket | undefined;
  #received = '';
  #sentAt = 0;

  /**
   * @param request the bytes of the request
   * @param onAnswer gets the time from sending to the last byte in ms, and the status
   */
  constructor(
    private readonly port: number,
    private readonly request: string,
    private readonly onAnswer: (milliseconds: number, status: number) => void,
    private readonly onFailure: (error: Error) => void,
  ) {}

  start(): void {
    const socket = connect({ port: this.port, host: '127.0.0.1', noDelay: true });
    // One character per byte, since lengths are in bytes.
    socket.setEncoding('latin1');
    socket.on('connect', () => this.#send());
    socket.on('data', (chunk) => this.#receive(String(chunk)));
    socket.on('error', (error) => this.onFailure(error));
    socket.on('close', () => {
      if (this.#socket === socket) this.onFailure(new Error('the server closed the connection'));
    });
    this.#socket = socket;
  }

  stop(): void {
    const socket = this.#socket;
    this.#socket = undefined;
    socket?.destroy();
  }

  #send(): void {
    this.#sentAt = performance.now();
    this.#socket?.write(this.request);
  }

  #receive(chunk: string): void {
    this.#received += chunk;
    const head = this.#received.indexOf(END_OF_HEAD);
    if (head < 0) return;
    const length = /\r\ncontent-length: (\d+)/i.exec(this.#received)?.[1];
    if (length === undefined) {
      this.onFailure(new Error('an answer without Content-Length'));
      return;
    }
    if (this.#received.length < head + END_OF_HEAD.length + Number(length)) return;
    const status = Number(this.#received.slice(9, 12));
    this.#received = '';
    this.onAnswer(performance.now() - this.#sentAt, status);
    this.#send();
  }
}
