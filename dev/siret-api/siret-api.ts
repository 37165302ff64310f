import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Fault, rateLimited } from './fault.ts';
import type { LegalUnit } from './legal-unit.ts';
import { LEGAL_UNITS } from './legal-units.ts';
import { Quota } from './quota.ts';
import { search } from './search.ts';
import { BadParameter, readSearchParameters } from './search-parameters.ts';

type SiretApiOptions = {
  /** 0 for any free port. */
  port: number;
  host?: string;
  /** Requests that one address may make in a second; 7 as the real API. */
  quotaPerSecond?: number;
  units?: readonly LegalUnit[];
};

/** A request as it arrived. */
type ReceivedRequest = Readonly<{
  method: string;
  path: string;
  query: Readonly<Record<string, string>>;
  userAgent: string | undefined;
}>;

export type SiretApi = Readonly<{
  url: string;
  /** Every request so far, in order, failed ones included. */
  requests: readonly ReceivedRequest[];
  /** Makes the next `times` requests fail, after the failures set before. */
  failNext(fault: Fault, times?: number): void;
  /** Stops at once, ending open connections. */
  close(): Promise<void>;
}>;

type Reply = Extract<Fault, { kind: 'answer' }>;

const reply = (status: number, body: unknown): Reply => ({
  kind: 'answer',
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const urlOf = ({ url: path = '/' }: IncomingMessage): URL =>
  new URL(URL.canParse(path, 'http://localhost') ? path : '/', 'http://localhost');

function answer(units: readonly LegalUnit[], method: string, url: URL): Reply {
  if (method !== 'GET' && method !== 'HEAD') return reply(405, { erreur: 'Méthode non autorisée.' });
  if (url.pathname !== '/search') return reply(404, { erreur: 'Chemin inconnu.' });
  try {
    return reply(200, search(units, readSearchParameters(url.searchParams)));
  } catch (error) {
    if (!(error instanceof BadParameter)) throw error;
    return reply(400, { erreur: error.message });
  }
}

/** Starts an imitation of the "recherche d'entreprises" API (contract/siret.md section 1) on a few units. */
export async function startSiretApi({
  port,
  host = '127.0.0.1',
  quotaPerSecond = 7,
  units = LEGAL_UNITS,
}: SiretApiOptions): Promise<SiretApi> {
  const quota = new Quota(quotaPerSecond);
  const requests: ReceivedRequest[] = [];
  const faults: Fault[] = [];

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET' } = request;
    const url = urlOf(request);
    requests.push({
      method,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      userAgent: request.headers['user-agent'],
    });
    const wait = quota.take(request.socket.remoteAddress ?? '', Date.now());
    const outcome = faults.shift() ?? (wait > 0 ? rateLimited(String(wait)) : answer(units, method, url));
    if (outcome.kind === 'drop') request.socket.destroy();
    if (outcome.kind !== 'answer') return;
    response.writeHead(outcome.status, outcome.headers);
    response.end(method === 'HEAD' ? undefined : outcome.body);
  }

  const server = createServer(handle);
  server.listen(port, host);
  await once(server, 'listening');
  const { port: actualPort } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${actualPort}`,
    requests,
    failNext: (fault, times = 1) => void faults.push(...Array.from({ length: times }, () => fault)),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
