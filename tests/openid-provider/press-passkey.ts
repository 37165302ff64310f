import type { Visit } from '../../dev/openid-provider/plain-browser.ts';
import type { SoftwareAuthenticator } from '../support/software-authenticator.ts';
import type { MailboxOwner } from './mailbox-owner.ts';

type Lies = Parameters<SoftwareAuthenticator['get']>[2];

/** What the script of a page reads from it. */
export function passkeyFormOf({ page, url }: Visit) {
  const element = page?.('[data-passkey]');
  const form = element?.find('form');
  const path = (name: string | undefined) => new URL(name ?? '', url);
  return {
    options: path(element?.attr('data-options')),
    action: path(form?.attr('action')),
    fields: Object.fromEntries((form?.serializeArray() ?? []).map(({ name, value }) => [name, value])),
  };
}

/** Sends what the script would, with the cookies of that browser. */
export async function sendJson(
  by: MailboxOwner,
  url: URL,
  members: unknown,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { cookie: by.browser.jar.header(url), 'content-type': 'application/json', ...headers },
    body: JSON.stringify(members),
  });
  by.browser.jar.store(url, response);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return { status: response.status, body: Object(isJson ? JSON.parse(text) : { text }) };
}

/** Does what the script of a page does with that device, and goes on to where the answer leads. */
export async function pressPasskey(
  by: MailboxOwner,
  visit: Visit,
  device: SoftwareAuthenticator,
  lies: Lies = {},
) {
  const { options, action, fields } = passkeyFormOf(visit);
  const asked = await sendJson(by, options, fields);
  if (asked.status !== 200) return { ...asked, landed: undefined };
  const response = device.get(asked.body, { origin: visit.url.origin }, lies);
  const answer = await sendJson(by, action, { ...fields, response });
  const { location } = answer.body;
  return {
    ...answer,
    landed: typeof location === 'string' ? await by.open(new URL(location, visit.url)) : undefined,
  };
}
