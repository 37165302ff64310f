import { Agent, request as send } from 'node:http';
import { renderMail } from '../../src/adapters/mail/render-mail.ts';
import { MemoryMailer } from '../../src/adapters/memory/notification/memory-mailer.ts';
import type { HttpWebhookSender } from '../../src/adapters/webhooks/http-webhook-sender.ts';
import type { Logger } from '../../src/application/shared/logger.ts';
import type { Clock } from '../../src/application/shared/system.ts';
import type { ThrottleRates } from '../../src/application/shared/throttling/request-throttle.ts';
import type { SignInLimits } from '../../src/domain/identity/sign-in-counting.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';
import type { VersionInfo } from '../../src/infrastructure/observability/version-file.ts';
import {
  makeProductionAdapters,
  type ProductionAdapters,
} from '../../src/infrastructure/production-adapters.ts';
import { type Application, startApplication } from '../../src/infrastructure/start-application.ts';
import { addressOf, bytesOf } from './recorded-bytes.ts';
import { PUBLIC_HOST } from './recorded-environment.ts';
import type { Interaction } from './recordings.ts';
import { redirectedWebhookSender } from './redirected-webhook-sender.ts';

export type Answer = Readonly<{
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
}>;

const silent: Logger = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** An object that delegates to another, which may be exchanged. */
const standIn = <T extends object>(current: () => T): T =>
  new Proxy({} as T, {
    get: (_target, name) => {
      const value: unknown = Reflect.get(current(), name);
      return typeof value === 'function' ? value.bind(current()) : value;
    },
  });

/**
 * The application, in this process, with a clock that stands still and without state about other systems between
 * requests.
 */
export class ReplayedApplication {
  readonly #mailer = new MemoryMailer();
  readonly #agent = new Agent({ keepAlive: true });
  readonly #webhookSender: HttpWebhookSender;
  #now = new Date(0);
  #connections: ProductionAdapters;

  private constructor(
    private readonly settings: ReturnType<typeof loadSettings>,
    stubOf: (host: string) => string,
    private application: Application | undefined,
  ) {
    this.#webhookSender = redirectedWebhookSender(settings.webhooks, stubOf);
    this.#connections = this.#connect();
  }

  static async start(
    environment: Readonly<Record<string, string>>,
    build: VersionInfo | undefined,
    stubOf: (host: string) => string,
  ): Promise<ReplayedApplication> {
    const settings = loadSettings(environment);
    const replayed = new ReplayedApplication(settings, stubOf, undefined);
    await replayed.#connections.quarantine.look();
    replayed.application = await startApplication(settings, {
      adapters: replayed.#adapters(),
      ...(build === undefined ? {} : { build }),
    });
    return replayed;
  }

  get limits(): Readonly<{ throttleRates: ThrottleRates; signInLimits: SignInLimits }> {
    return this.settings;
  }

  /** Begins anew at that moment: no mail sent, no token or key of other systems remembered. */
  async beginAt(now: Date): Promise<void> {
    this.#now = now;
    this.#mailer.reset();
    const connections = this.#connect();
    // Nothing passes before it has looked.
    await connections.quarantine.look();
    await this.#connections.close();
    this.#connections = connections;
  }

  /** Recipient and subject of each mail sent, sorted. */
  get mails(): readonly { to: string[]; subject: string }[] {
    return this.#mailer.sent.map(({ to, content, language }) => ({
      to: [to],
      subject: renderMail(content, language).subject,
    }));
  }

  /** Sends the recorded request, byte for byte, with what the browser adds. */
  async send({ request }: Interaction, added: Readonly<Record<string, string>>): Promise<Answer> {
    const cookie = [request.headers['Cookie'], added['Cookie']]
      .filter((part) => part !== undefined)
      .join('; ');
    const body = request.body === null ? undefined : bytesOf(request.body);
    return this.#exchange(request.method, addressOf(request), body, {
      ...request.headers,
      ...added,
      ...(cookie === '' ? {} : { Cookie: cookie }),
    });
  }

  /** Requests a path without a session. */
  ask(path: string): Promise<Answer> {
    return this.#exchange('GET', path, undefined, {});
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    for (const { stop } of this.application?.steps ?? []) await stop();
    await this.#webhookSender.close();
    await this.#connections.close();
  }

  #exchange(
    method: string,
    path: string,
    body: Buffer | undefined,
    headers: Readonly<Record<string, string>>,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const outgoing = send(
        {
          host: '127.0.0.1',
          port: this.application?.port,
          method,
          path,
          agent: this.#agent,
          headers: {
            Host: PUBLIC_HOST,
            ...(body === undefined ? {} : { 'Content-Length': String(body.length) }),
            ...headers,
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: Object.fromEntries(
                Object.entries(incoming.headers).map(([name, value]) => [name, [value].flat().join(', ')]),
              ),
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  #clock: Clock = { now: () => this.#now };

  #connect(): ProductionAdapters {
    return makeProductionAdapters(this.settings, 'NA', silent, { now: () => this.#now });
  }

  #adapters() {
    const fresh = () => this.#connections.adapters;
    return {
      clock: this.#clock,
      mailer: this.#mailer,
      webhookSender: this.#webhookSender,
      logger: silent,
      identityProvider: standIn(() => fresh().identityProvider),
      tokenIntrospector: standIn(() => fresh().tokenIntrospector),
      mailProvisioner: standIn(() => fresh().mailProvisioner),
      organizationDirectory: standIn(() => fresh().organizationDirectory),
    };
  }
}
