import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { isControlRequest, makeControlRoutes } from './control/control-routes.ts';
import { DimailControl } from './control/dimail-control.ts';
import { FaultQueue } from './control/fault-queue.ts';
import { Journal } from './control/journal.ts';
import { Latency } from './control/latency.ts';
import { OutOfBand } from './control/out-of-band.ts';
import { ShiftedClock } from './control/shifted-clock.ts';
import { defaultSwitches, type Switches } from './control/switches.ts';
import { makeAuthenticator } from './http/authenticator.ts';
import { BearerTokens } from './http/bearer-tokens.ts';
import { DimailHttpServer } from './http/http-server.ts';
import { makeRouter } from './http/router.ts';
import { addressRoutes } from './routes/address-routes.ts';
import { aliasRoutes } from './routes/alias-routes.ts';
import { allowRoutes } from './routes/allow-routes.ts';
import { domainCheckRoutes } from './routes/domain-check-routes.ts';
import { domainRoutes } from './routes/domain-routes.ts';
import { mailboxAccessRoutes } from './routes/mailbox-access-routes.ts';
import { mailboxRoutes } from './routes/mailbox-routes.ts';
import { mailboxV2Routes } from './routes/mailbox-v2-routes.ts';
import { tokenRoutes } from './routes/token-routes.ts';
import { userRoutes } from './routes/user-routes.ts';
import { DimailState } from './state/dimail-state.ts';
import { MailboxStore } from './state/mailbox-store.ts';
import { seedAccounts } from './state/seed-accounts.ts';
import { StateFile } from './state/state-file.ts';

export type DimailOptions = {
  /** 0 takes a free port. */
  port: number;
  /** Default 127.0.0.1. */
  host?: string;
  clock?: () => Date;
  /** Default: random at start, so that tokens do not outlive the server. */
  jwtSecret?: string;
  /** Whether the accounts of the setup sequence exist; false starts with an empty database. Default true. */
  seeded?: boolean;
  switches?: Partial<Switches>;
  /** Where the state is kept from start to start; by default it is lost. */
  dataFile?: string | undefined;
};

export type RunningDimail = {
  readonly url: string;
  readonly port: number;
  readonly control: DimailControl;
  close(): Promise<void>;
};

/** Starts a development dimail, faithful to contract/dimail.md sections 2 to 9 as of v0.6.7. */
export async function startDimail(options: DimailOptions): Promise<RunningDimail> {
  const { port, host = '127.0.0.1', clock = () => new Date(), seeded = true } = options;
  const time = new ShiftedClock(clock);
  const now = () => time.now();
  const state = new DimailState();
  const file = options.dataFile === undefined ? undefined : new StateFile(options.dataFile, state);
  const wasKept = file?.load() ?? false;
  if (seeded && !wasKept) {
    seedAccounts(state);
  }
  const switches = { ...defaultSwitches(), ...options.switches };
  const tokens = new BearerTokens(options.jwtSecret ?? randomBytes(32).toString('hex'), now);
  const store = new MailboxStore(state, () => switches.duplicates);
  const [faults, latency, journal] = [new FaultQueue(), new Latency(), new Journal()];
  const defaultCheck = () => switches.defaultCheck;

  const routes = [
    ...tokenRoutes(state, tokens),
    ...userRoutes(state),
    ...allowRoutes(state),
    ...domainRoutes(state, defaultCheck),
    ...domainCheckRoutes(state, defaultCheck),
    ...mailboxRoutes(state, store),
    ...mailboxAccessRoutes(state, now),
    ...addressRoutes(state),
    ...mailboxV2Routes(state, store),
    ...aliasRoutes(state),
  ];
  const authenticate = makeAuthenticator(state, tokens);
  const router = makeRouter(routes, { authenticate, strictSlash: () => switches.strictSlash });

  const outOfBand = new OutOfBand(state, store);
  const cutOpenRequests = () => http.cutOpenRequests();
  const parts = { state, outOfBand, switches, faults, latency, journal, clock: time, cutOpenRequests };
  const control = new DimailControl(parts);
  const controlRoutes = makeControlRoutes(control);
  const http = new DimailHttpServer({
    router,
    control: (request) => (isControlRequest(request.target) ? controlRoutes(request) : undefined),
    switches,
    faults,
    latency,
    journal,
    now,
    answered: () => file?.save(),
  });

  http.server.listen(port, host);
  await once(http.server, 'listening');
  const address = http.server.address() as AddressInfo;
  const url = `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
  const close = async () => {
    await http.close();
    // Domains are checked behind the answers.
    file?.save();
  };
  return { url, port: address.port, control, close };
}
