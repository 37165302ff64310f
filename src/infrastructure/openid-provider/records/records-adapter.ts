import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';
import type { OpenidRecords, SessionDetails } from '../../../application/identity/provider/openid-records.ts';
import type { Clock } from '../../../application/shared/system.ts';
import type { MailboxId } from '../../../domain/shared/ids.ts';
import type { RequestSource } from './request-source.ts';
import { requestSurroundings } from './request-surroundings.ts';
import type { TokenCalls } from './token-calls.ts';

type Deps = {
  openidRecords: Pick<OpenidRecords, 'findByUid' | 'destroy' | 'revokeGrant'>;
  calls: Pick<TokenCalls, 'find' | 'save' | 'use'>;
  source: RequestSource;
  /** The refusal of a request whose session has ended meanwhile. */
  sessionEnded: () => Error;
  clock: Clock;
  /** Metadata of the client, while it may be signed in to. */
  findClient: (clientId: string) => Promise<AdapterPayload | undefined>;
  /** Notes that a client was given a code for whom the present request is about. */
  noteSignIn: (at: Readonly<{ clientId: string; acr: string | null }>) => Promise<void>;
};

const text = z.string().optional();
const mailboxId = z
  .uuid()
  .transform((id) => id as MailboxId)
  .optional();

/** The members of the library's payloads that are stored beside them. */
const members = z.object({
  accountId: mailboxId,
  clientId: text,
  acr: text,
  grantId: text,
  uid: text,
  exp: z.number().optional(),
  loginTs: z.number().optional(),
  authorizations: z.record(z.string(), z.object({ sid: text, grantId: text })).optional(),
  session: z.object({ accountId: mailboxId }).optional(),
  result: z.object({ login: z.object({ accountId: mailboxId }).optional() }).optional(),
  params: z.object({ client_id: text }).optional(),
});
type Members = z.output<typeof members>;

/** Who it is about: of a sign-in that is under way, who has just proved to be themselves. */
const ownerOf = ({ accountId, session, result }: Members): MailboxId | null =>
  accountId ?? result?.login?.accountId ?? session?.accountId ?? null;

function sessionDetails({ loginTs, authorizations = {} }: Members, now: Date): SessionDetails {
  const { origin, userAgent = null } = requestSurroundings.getStore() ?? {};
  return {
    signedInAt: loginTs === undefined ? now : new Date(loginTs * 1000),
    address: origin?.address ?? null,
    userAgent,
    clients: Object.entries(authorizations).map(([clientId, { sid = null, grantId = null }]) => ({
      clientId,
      sid,
      grantId,
    })),
  };
}

/** What the OpenID library keeps, behind our port. Clients are no state of it: they are only read here. */
export const makeRecordsAdapter =
  ({ openidRecords, calls, source, sessionEnded, clock, findClient, noteSignIn }: Deps): AdapterFactory =>
  (model): Adapter => {
    const payloadOf = (stored: Awaited<ReturnType<OpenidRecords['find']>>): AdapterPayload | undefined =>
      stored && {
        ...stored.payload,
        ...(stored.consumedAt === null ? {} : { consumed: Math.floor(stored.consumedAt.getTime() / 1000) }),
      };

    return {
      async upsert(id, payload, expiresIn = 0) {
        const now = clock.now();
        const known = members.parse(payload);
        const { consumed: _consumed, ...unused } = payload;
        const isSignedIn = model === 'Session' && known.accountId !== undefined;
        const record = {
          model,
          id,
          uid: model === 'Session' ? (known.uid ?? null) : null,
          grantId: model === 'Grant' ? id : (known.grantId ?? null),
          mailboxId: ownerOf(known),
          clientId: known.clientId ?? known.params?.client_id ?? null,
          expiresAt:
            known.exp === undefined ? new Date(now.getTime() + expiresIn * 1000) : new Date(known.exp * 1000),
          payload: unused,
          session: isSignedIn ? sessionDetails(known, now) : null,
        };
        const isStored = await calls.save(record, source.of(model));
        if (model === 'Session') {
          for (const { model: former, id: name } of source.takeLeaving())
            await openidRecords.destroy(former, name);
        } else if (!isStored) throw sessionEnded();
        if (model === 'AuthorizationCode' && known.clientId !== undefined)
          await noteSignIn({ clientId: known.clientId, acr: known.acr ?? null });
      },
      async find(id) {
        if (model === 'Client') return findClient(id);
        const payload = payloadOf(await calls.find(model, id));
        if (payload && (model === 'Session' || model === 'Interaction')) {
          const { uid, accountId, result } = members.parse(payload);
          const isSomebody = (model === 'Session' ? accountId : result?.login?.accountId) !== undefined;
          source.note({ model, id, uid, isSomebody });
        }
        return payload;
      },
      findByUid: async (uid) => payloadOf(await openidRecords.findByUid(model, uid)),
      // There is no device flow.
      findByUserCode: async () => undefined,
      consume: async (id) => calls.use(model, id, clock.now()),
      async destroy(id) {
        if (!source.postpones(model, id)) await openidRecords.destroy(model, id);
      },
      revokeByGrantId: (grantId) => openidRecords.revokeGrant(grantId),
    };
  };
