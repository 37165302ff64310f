import type { IncomingMessage } from 'node:http';
import { readForm } from '../pages/kit/read-form.ts';

/** Name of the field in which a form repeats the token of the cookie, as forms of the reference do. */
const CSRF_FIELD = 'csrfmiddlewaretoken';

/** What the form that signs out sent as token; empty for a request that is no form, or has none. */
export async function readSignOutToken(request: IncomingMessage): Promise<string> {
  const form = await readForm(request);
  return form instanceof URLSearchParams ? (form.get(CSRF_FIELD) ?? '') : '';
}
