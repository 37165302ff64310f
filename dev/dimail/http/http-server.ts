import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, FaultQueue } from '../control/fault-queue.ts';
import type { Journal } from '../control/journal.ts';
import type { Latency } from '../control/latency.ts';
import type { Switches } from '../control/switches.ts';
import type { Answer } from './answer.ts';
import { Refusal } from './refusal.ts';
import type { RawRequest, Router } from './router.ts';

type Parts = {
  router: Router;
  control: (request: RawRequest) => Answer | undefined;
  switches: Switches;
  faults: FaultQueue;
  latency: Latency;
  journal: Journal;
  now: () => Date;
  /** Called whenever a request has been carried out, before its answer leaves. */
  answered: () => void;
};

const INTERNAL_ERROR: Answer = { status: 500, text: 'Internal Server Error' };

async function readRequest(request: IncomingMessage): Promise<RawRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(Buffer.from(chunk));
  }
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
  );
  const body = Buffer.concat(chunks).toString('utf8');
  return { method: request.method ?? 'GET', target: request.url ?? '/', headers, body };
}

function send(response: ServerResponse, { status, headers = {}, json, text }: Answer): void {
  const body = json === undefined ? (text ?? '') : JSON.stringify(json);
  const type = json === undefined ? 'text/plain; charset=utf-8' : 'application/json';
  response.writeHead(status, {
    ...(body === '' ? {} : { 'content-type': type }),
    ...(status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }),
    ...headers,
  });
  response.end(body);
}

/** The answer of a fault; undefined for faults that cut the connection or never answer. */
function faultAnswer(fault: Fault, { target, headers }: RawRequest): Answer | undefined {
  switch (fault.kind) {
    case 'internal_error':
      return INTERNAL_ERROR;
    case 'bad_gateway':
      return {
        status: 502,
        text: '<html><body><h1>502 Bad Gateway</h1></body></html>',
        headers: { 'content-type': 'text/html' },
      };
    case 'denied':
      return { status: 403, json: { detail: 'Permission denied' } };
    case 'insecure_redirect': {
      const host = (headers['host'] ?? 'localhost').replace(/:\d+$/, '');
      return { status: 307, headers: { location: `http://${host}${target}` } };
    }
    case 'answer':
      return fault;
    default:
      return undefined;
  }
}

/** The HTTP side of the server: connections, latency, faults and the journal around a router. */
export class DimailHttpServer {
  readonly server: Server;
  readonly #open = new Set<Socket>();
  readonly #broken = new WeakSet<Socket>();
  readonly #closing = new AbortController();

  constructor(private readonly parts: Parts) {
    this.server = createServer((request, response) => {
      this.#serve(request, response).catch(() => {
        // The client disconnected while its request was being read, so there is no answer to send.
        request.socket.destroy();
      });
    });
    // uvicorn closes idle connections after 5 seconds.
    this.server.keepAliveTimeout = 5000;
  }

  /** Cuts the requests that are being handled. */
  cutOpenRequests(): void {
    for (const socket of this.#open) {
      socket.resetAndDestroy();
    }
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await new Promise<void>((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  async #serve(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(message);
    const controlled = this.parts.control(request);
    if (controlled) {
      this.parts.answered();
      send(response, controlled);
      return;
    }
    const { journal, switches, now } = this.parts;
    const { socket } = message;
    const finish = journal.begin(now(), request.method, request.target);
    const cut = () => {
      finish('reset');
      socket.resetAndDestroy();
    };
    if (switches.down || this.#broken.has(socket)) {
      cut();
      return;
    }
    this.#open.add(socket);
    response.once('close', () => {
      this.#open.delete(socket);
      finish('reset');
    });
    const answer = await this.#answer(request);
    if (answer === 'silence') {
      return;
    }
    if (answer === 'cut') {
      cut();
      return;
    }
    if (answer.status === 500 && switches.brokenConnectionAfter500) {
      this.#broken.add(socket);
    }
    finish(answer.status);
    send(response, answer);
  }

  async #answer(request: RawRequest): Promise<Answer | 'cut' | 'silence'> {
    const call = { method: request.method, path: request.target.split('?')[0] ?? '' };
    const delay = this.parts.latency.of(call);
    if (delay > 0) {
      await wait(delay, undefined, { signal: this.#closing.signal });
    }
    const fault = this.parts.faults.take(call);
    if (fault?.kind === 'lost_request') {
      return 'cut';
    }
    if (fault?.kind === 'timeout') {
      return 'silence';
    }
    const faulty = fault && faultAnswer(fault, request);
    const answer = faulty ?? (await this.#route(request));
    return fault?.kind === 'lost_answer' ? 'cut' : answer;
  }

  async #route(request: RawRequest): Promise<Answer> {
    try {
      return await this.parts.router(request);
    } catch (error) {
      // Other errors correspond to those that dimail does not catch.
      return error instanceof Refusal ? error.answer : INTERNAL_ERROR;
    } finally {
      this.parts.answered();
    }
  }
}
