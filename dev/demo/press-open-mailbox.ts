import assert from 'node:assert/strict';

/** Follows the link of a mail and presses the button of its page; where the browser is sent then. */
export async function pressOpenMailbox(link: string): Promise<string> {
  const page = await fetch(link);
  assert.equal(page.status, 200, 'the link leads to a page');
  const token = new URL(link).searchParams.get('token') ?? '';
  const pressed = await fetch(new URL('/mail-link/', link), {
    method: 'POST',
    body: new URLSearchParams({ token, action: 'open_mailbox' }),
    redirect: 'manual',
  });
  assert.equal(pressed.status, 303, 'the button sends the browser on');
  return pressed.headers.get('location') ?? '';
}
