import { Agent, request } from 'undici';
import { REGIE_CREDENTIALS } from '../../dev/dimail/state/seed-accounts.ts';

type RawAnswer = { status: number; body: unknown; headers: Record<string, unknown> };
type Call = { as?: string; json?: unknown; text?: string; type?: string };

export const basic = (user: string, password: string) =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
export const ADMIN = basic('admin', 'admin');
export const REGIE = `Basic ${REGIE_CREDENTIALS}`;

/** Calls an API with one request per connection, without the rules of a client. */
export function dimailCaller(url: string) {
  const dispatcher = new Agent({ pipelining: 0 });
  const call = async (
    method: 'GET' | 'POST' | 'PATCH' | 'DELETE' | 'PUT',
    path: string,
    { as, json, text, type = 'application/json' }: Call = {},
  ): Promise<RawAnswer> => {
    const body = json === undefined ? text : JSON.stringify(json);
    const answer = await request(`${url}${path}`, {
      method,
      dispatcher,
      headers: {
        ...(as === undefined ? {} : { authorization: as }),
        ...(body === undefined ? {} : { 'content-type': type }),
      },
      body: body ?? null,
    });
    const raw = await answer.body.text();
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return { status: answer.statusCode, body: isJson ? JSON.parse(raw) : raw, headers: answer.headers };
  };
  const bearer = async (as: string): Promise<string> => {
    const { body } = await call('GET', '/token/', { as });
    return `Bearer ${Object(body)['access_token']}`;
  };
  return { call, bearer };
}

/** The body of a domain registration with webmail, in a context of the domain's name. */
export const webmailDomain = (name: string, contextName: string | null = name) => ({
  name,
  context_name: contextName,
  features: ['webmail', 'mailbox', 'alias'],
  delivery: 'virtual',
});

export const person = (givenName: string, surName: string) => ({
  givenName,
  surName,
  displayName: `${givenName} ${surName}`,
});
