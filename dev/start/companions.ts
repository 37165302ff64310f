import { type Companion, startCompanion } from '../companion/companion-process.ts';
import type { DevelopmentPorts } from './development-ports.ts';
import type { System } from './external-systems.ts';

type Plan = {
  readonly system: System;
  readonly name: string;
  readonly program: string;
  readonly url: string;
  readonly ready: { readonly url: string };
  readonly env: Readonly<Record<string, string>>;
};

const programOf = (path: string): string => new URL(path, import.meta.url).pathname;

/** The companions, and how each is started. */
const plans = (ports: DevelopmentPorts, publicUrl: string): readonly Plan[] => {
  const openid = `http://localhost:${ports.openidProvider}`;
  const dimail = `http://localhost:${ports.dimail}`;
  const mails = `http://localhost:${ports.mailCatcherHttp}`;
  const siret = `http://localhost:${ports.siretApi}`;
  return [
    {
      system: 'identityProvider',
      name: 'openid-provider',
      program: programOf('../openid-provider/main.ts'),
      url: openid,
      ready: { url: `${openid}/.well-known/openid-configuration` },
      env: {
        OPENID_PROVIDER_PORT: String(ports.openidProvider),
        OPENID_PROVIDER_REDIRECT_URIS: `${publicUrl}/api/v1.0/callback/`,
        OPENID_PROVIDER_POST_LOGOUT_REDIRECT_URIS: `${publicUrl}/api/v1.0/logout-callback/`,
        OPENID_PROVIDER_BACKCHANNEL_LOGOUT_URI: `${publicUrl}/api/v1.0/backchannel-logout/`,
      },
    },
    {
      system: 'dimail',
      name: 'dimail',
      program: programOf('../dimail/main.ts'),
      url: dimail,
      ready: { url: `${dimail}/domains/` },
      env: { DIMAIL_PORT: String(ports.dimail) },
    },
    {
      system: 'mail',
      name: 'mail-catcher',
      program: programOf('../mail-catcher/main.ts'),
      url: mails,
      ready: { url: `${mails}/api/messages` },
      env: {
        MAIL_CATCHER_SMTP_PORT: String(ports.mailCatcherSmtp),
        MAIL_CATCHER_HTTP_PORT: String(ports.mailCatcherHttp),
      },
    },
    {
      system: 'organizationDirectory',
      name: 'siret-api',
      program: programOf('../siret-api/main.ts'),
      url: siret,
      ready: { url: `${siret}/search?q=13002526500013` },
      env: { SIRET_API_PORT: String(ports.siretApi) },
    },
  ];
};

export type StartedCompanion = Readonly<{ name: string; url: string; process: Companion }>;

/** Starts, side by side, the companions of every system that is not provided from outside. */
export async function startCompanions(
  ports: DevelopmentPorts,
  publicUrl: string,
  external: Readonly<Record<System, boolean>>,
  signal: AbortSignal,
): Promise<readonly StartedCompanion[]> {
  const wanted = plans(ports, publicUrl).filter(({ system }) => !external[system]);
  const results = await Promise.allSettled(
    wanted.map(async ({ name, program, url, ready, env }) => ({
      name,
      url,
      process: await startCompanion({ name, program, ready, env, signal }),
    })),
  );
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) {
    await Promise.all(started.map(({ process }) => process.stop()));
    throw failure.reason;
  }
  return started;
}
