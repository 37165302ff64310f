import type { KoaContextWithOIDC } from 'oidc-provider';
import type { RecordSource } from '../../../application/identity/provider/openid-records.ts';

/** What the library read for a request, as far as it says in whose name the request may store something. */
type Read = Readonly<{
  model: string;
  id: string;
  /** The lasting name of a session. */
  uid: string | undefined;
  /** Who is signed in there, or has just proved to be themselves. */
  isSomebody: boolean;
}>;

type Held = {
  readonly read: Read;
  readonly source: RecordSource;
  /** Records that go once the session is written: until then the right of the request comes from them. */
  readonly leaving: { readonly model: string; readonly id: string }[];
};

const sourceOf = ({ model, id, uid }: Read): RecordSource =>
  model === 'Session' && uid !== undefined ? { uid } : { model, id };

/**
 * From what a request has the right to store something in somebody's name: the sign-in that it ends, else the session that it
 * came in. Either may end while the request is under way; what the request stores then is not stored.
 */
export class RequestSource {
  readonly #held = new WeakMap<KoaContextWithOIDC, Held>();

  /** @param current the request that the library is answering */
  constructor(private readonly current: () => KoaContextWithOIDC | undefined) {}

  note(read: Read): void {
    const context = this.current();
    if (!context || !read.isSomebody) return;
    const isSignIn = read.model === 'Interaction';
    if (!isSignIn && (read.model !== 'Session' || this.#held.has(context))) return;
    this.#held.set(context, { read, source: sourceOf(read), leaving: [] });
  }

  /** Where what is stored under that name comes from; undefined where it does not depend on anything. */
  of(model: string): RecordSource | undefined {
    // Whoever begins a sign-in has no right by that.
    return model === 'Interaction' ? undefined : this.#now()?.source;
  }

  /**
   * Whether a record stays until the session is written: the sign-in that the request ends, and the session under the name
   * that it had before.
   */
  postpones(model: string, id: string): boolean {
    const held = this.#now();
    if (held?.read.model !== model || held.read.id !== id) return false;
    if (model === 'Session' && this.current()?.oidc.session?.jti === id) return false;
    held.leaving.push({ model, id });
    return true;
  }

  /** The records that go now. */
  takeLeaving(): readonly { readonly model: string; readonly id: string }[] {
    return this.#now()?.leaving.splice(0) ?? [];
  }

  #now(): Held | undefined {
    const context = this.current();
    return context && this.#held.get(context);
  }
}
