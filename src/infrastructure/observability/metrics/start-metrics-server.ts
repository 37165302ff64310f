import { Registry } from 'prom-client';
import type { Logger } from '../../../application/shared/logger.ts';
import { type HttpServer, startHttpServer } from '../http-server.ts';

type Options = Readonly<{
  /** What is measured, in the text format of Prometheus. */
  read: () => Promise<string>;
  port: number;
  host: string;
  logger: Logger;
}>;

/**
 * Answers `GET /metrics` in the text format of Prometheus, on a port that no proxy leads to: whoever reaches it may read
 * it. @throws Error when the port is taken
 */
export const startMetricsServer = ({ read, port, host, logger }: Options): Promise<HttpServer> =>
  startHttpServer({
    port,
    host,
    logger,
    // Nobody waits long for the answer to such a request.
    drainMs: 2_000,
    listener: async (request, response) => {
      if (request.url?.split('?', 1)[0] !== '/metrics') return void response.writeHead(404).end();
      if (request.method !== 'GET' && request.method !== 'HEAD')
        return void response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      try {
        const text = await read();
        response.writeHead(200, { 'Content-Type': Registry.PROMETHEUS_CONTENT_TYPE }).end(text);
      } catch (error) {
        logger.error('Metrics could not be collected', {}, error);
        response.writeHead(500).end();
      }
    },
  });
