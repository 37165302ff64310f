import type { Dispatcher } from 'undici';
import { z } from 'zod';
import type { WebhookSender } from '../../application/webhook/delivery/webhook-sender.ts';
import {
  directoryTermFor,
  isMembershipDone,
  type MatrixRoom,
  type MatrixSettings,
  matrixRoomOf,
  matrixTokenFor,
  membershipCall,
  presumedUserId,
} from '../../domain/webhook/matrix-room.ts';
import type { MembershipEvent } from '../../domain/webhook/membership-event.ts';
import { dialectPatchOf, scimAnswer, standardPatchOf } from '../../domain/webhook/scim-group.ts';
import type { WebhookTarget } from '../../domain/webhook/webhook-delivery.ts';
import { answerFor, type WebhookAnswer, type WebhookFailure } from '../../domain/webhook/webhook-failure.ts';
import { type UrlPolicy, urlFailure } from '../../domain/webhook/webhook-url.ts';
import { type CallAnswer, carryOutCall } from './call.ts';
import { answerForError } from './call-failure.ts';

export type WebhookSenderOptions = Readonly<{
  /** Opens connections, to allowed addresses only. */
  dispatcher: Dispatcher;
  /** Time limit of each call, in milliseconds. */
  timeoutMs: number;
  urlPolicy: UrlPolicy;
  matrix: MatrixSettings;
}>;

const directoryAnswer = z.object({ results: z.array(z.object({ user_id: z.string().min(1) })) });

const refused = (failure: WebhookFailure): WebhookAnswer => ({ result: 'refused', failure, status: null });

const isSuccess = (status: number): boolean => status >= 200 && status < 300;

const scimError = z.object({ scimType: z.string() });

/** How each form of SCIM is sent. */
const SCIM_FORMS = {
  scim: { bodyOf: dialectPatchOf, type: 'application/json' },
  scim2: { bodyOf: standardPatchOf, type: 'application/scim+json' },
} as const;

/** Sends webhooks over HTTP: SCIM (RFC 7644), or a Matrix room (client-server API v3); see contract/rest-api.md 3.7. */
export class HttpWebhookSender implements WebhookSender {
  constructor(private readonly options: WebhookSenderOptions) {}

  async send({ protocol, url, secret }: WebhookTarget, event: MembershipEvent): Promise<WebhookAnswer> {
    const failure = urlFailure(url, this.options.urlPolicy);
    if (failure) return refused(failure);
    try {
      return protocol === 'matrix'
        ? await this.#sendMatrix(url, secret, event)
        : await this.#sendScim(protocol, { url, token: secret }, event);
    } catch (error) {
      return answerForError(error);
    }
  }

  close(): Promise<void> {
    return this.options.dispatcher.close();
  }

  async #sendScim(
    form: keyof typeof SCIM_FORMS,
    to: { readonly url: string; readonly token: string | null },
    event: MembershipEvent,
  ): Promise<WebhookAnswer> {
    const { bodyOf, type } = SCIM_FORMS[form];
    const call = { ...to, method: 'PATCH', type, body: bodyOf(event) } as const;
    const { status, text, retryAfterSeconds } = await carryOutCall(call, this.options);
    const scimType = scimError.safeParse(parsed(text)).data?.scimType;
    return scimAnswer(event.operation, { status, scimType, retryAfterSeconds });
  }

  async #sendMatrix(url: string, secret: string | null, event: MembershipEvent): Promise<WebhookAnswer> {
    const room = matrixRoomOf(url);
    if (!room) return refused('unusable_url');
    const token = matrixTokenFor(room.roomUrl, room, secret, this.options.matrix);
    if (token === null) return refused('secret_missing');

    const joined = await this.#post(`${room.roomUrl}/join`, token, {});
    if (joined.status !== 200) return answerFor(joined.status, 'join_refused', joined.retryAfterSeconds);
    if (event.email === null) return refused('email_missing');

    const userId = await this.#findUserId(event.email, room, secret);
    if (typeof userId !== 'string') return userId;
    const { path, body } = membershipCall(event, userId);
    const { status, text, retryAfterSeconds } = await this.#post(`${room.roomUrl}/${path}`, token, body);
    return isMembershipDone(event.operation, status, text)
      ? { result: 'delivered', status }
      : answerFor(status, 'refused', retryAfterSeconds);
  }

  /** The person's id in the user directory, else their presumed one; or the failure of the look-up. */
  async #findUserId(email: string, room: MatrixRoom, secret: string | null): Promise<string | WebhookAnswer> {
    const { matrix } = this.options;
    const url = `${matrix.directoryUrl}/_matrix/client/v3/user_directory/search`;
    const token = matrixTokenFor(url, room, secret, matrix);
    const { status, text, retryAfterSeconds } = await this.#post(url, token, {
      search_term: directoryTermFor(email),
    });
    const answer = isSuccess(status) ? undefined : answerFor(status, 'refused', retryAfterSeconds);
    // A directory that refuses us has no id to give; an unavailable one may have one, so no id is presumed.
    if (answer?.result === 'unavailable') return answer;
    return (answer ? undefined : firstHit(text)) ?? presumedUserId(email, room);
  }

  #post(url: string, token: string | null, body: unknown): Promise<CallAnswer> {
    return carryOutCall({ method: 'POST', url, token, body }, this.options);
  }
}

const firstHit = (text: string): string | undefined =>
  directoryAnswer.safeParse(parsed(text)).data?.results[0]?.user_id;

/** What JSON says; undefined for what is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
