import assert from 'node:assert/strict';
import { PlainBrowser } from '../openid-provider/plain-browser.ts';

const CHOOSE = 'form:has([value="choose_password"])';
const PASSWORD = 'input[type="password"]';

/** Follows the link of a mail to the page on which the owner of a mailbox chooses the password of their identity. */
export async function choosePassword(link: string, password: string): Promise<void> {
  const browser = new PlainBrowser();
  const offered = await browser.open(link, { explore: true });
  assert.equal(offered.page?.(CHOOSE).length, 1, 'the page of the mail offers to choose a password');
  const asked = await browser.submit(offered, CHOOSE, { action: 'choose_password' });
  const fields = asked
    .page?.(PASSWORD)
    .toArray()
    .map(({ attribs }) => [attribs['name'] ?? '', password]);
  assert.ok(fields?.length, 'a password is asked for');
  const end = await browser.submit(asked, `form:has(${PASSWORD})`, Object.fromEntries(fields));
  assert.equal(end.status, 200);
  assert.equal(end.page?.(PASSWORD).length, 0, 'the password is taken');
}
