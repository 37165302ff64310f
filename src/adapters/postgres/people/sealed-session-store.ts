import type { Session, SessionData, SessionStore } from '../../../application/people/session-store.ts';
import type { SecretBox } from '../engine/secret-box.ts';

const PREFIX = 'sealed:';
const CONTEXT = 'session.id_token';

/** Sessions whose id token cannot be read in a copy of the database. Those stored before are read as they are. */
export class SealedSessionStore implements SessionStore {
  readonly #sessions: SessionStore;
  readonly #box: SecretBox;

  constructor(sessions: SessionStore, box: SecretBox) {
    this.#sessions = sessions;
    this.#box = box;
  }

  create: SessionStore['create'] = (session) =>
    this.#sessions.create({ ...session, data: this.#sealed(session.data) });

  update: SessionStore['update'] = (key, data, expiresAt) =>
    this.#sessions.update(key, this.#sealed(data), expiresAt);

  async find(key: string, now: Date, also?: 'administers'): Promise<Session | undefined> {
    const session = await this.#sessions.find(key, now, also);
    return session && { ...session, data: this.#opened(session.data) };
  }

  async takeMailbox(key: string): Promise<SessionData | undefined> {
    const data = await this.#sessions.takeMailbox(key);
    return data && this.#opened(data);
  }

  touch: SessionStore['touch'] = (key, at) => this.#sessions.touch(key, at);
  destroy: SessionStore['destroy'] = (key) => this.#sessions.destroy(key);
  idOf: SessionStore['idOf'] = (key) => this.#sessions.idOf(key);
  listOf: SessionStore['listOf'] = (userId, now) => this.#sessions.listOf(userId, now);
  pageOf: SessionStore['pageOf'] = (filter, now, request) => this.#sessions.pageOf(filter, now, request);
  endOf: SessionStore['endOf'] = (userId, id) => this.#sessions.endOf(userId, id);
  endOthersOf: SessionStore['endOthersOf'] = (userId, key) => this.#sessions.endOthersOf(userId, key);
  destroyOf: SessionStore['destroyOf'] = (target) => this.#sessions.destroyOf(target);
  rememberLogoutToken: SessionStore['rememberLogoutToken'] = (jti, expiresAt) =>
    this.#sessions.rememberLogoutToken(jti, expiresAt);
  purge: SessionStore['purge'] = (now) => this.#sessions.purge(now);

  #sealed(data: SessionData): SessionData {
    const { idToken } = data;
    if (idToken === null) return data;
    return { ...data, idToken: `${PREFIX}${this.#box.seal(idToken, CONTEXT).toString('base64')}` };
  }

  /** Every request finds a session, and only a sign-out or an update reads its id token: it is decrypted when read. */
  #opened(data: SessionData): SessionData {
    const { idToken } = data;
    if (!idToken?.startsWith(PREFIX)) return data;
    const open = () => this.#open(idToken.slice(PREFIX.length));
    return {
      ...data,
      get idToken() {
        return open();
      },
    };
  }

  /** Null when the secret key is another one since: the sign-out ends here then. */
  #open(sealed: string): string | null {
    try {
      return this.#box.open(Buffer.from(sealed, 'base64'), CONTEXT);
    } catch {
      return null;
    }
  }
}
