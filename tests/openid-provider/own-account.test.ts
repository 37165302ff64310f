import { expect, it } from 'vitest';
import { openApiWorld } from '../support/api-world.ts';
import { addMailboxOwner, OWNER } from '../support/mailbox-owner.ts';

it('tells owners of mailboxes where they are signed in, and nothing once the mailbox is gone', async () => {
  const world = await openApiWorld({ openid: {} });
  const mailbox = await addMailboxOwner(world.unitOfWork);
  const page = await fetch(`${world.url}/o/account/sign-in/`);
  const token = /name="form_token" value="([^"]+)"/.exec(await page.text())?.[1] ?? '';
  const cookie = page.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  const signedIn = await fetch(`${world.url}/o/account/sign-in/`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie, 'user-agent': 'Firefox/150.0 Linux' },
    body: new URLSearchParams({ form_token: token, login: OWNER.address, password: OWNER.password }),
  });
  expect(signedIn.status).toBe(303);
  expect(await world.useCases.readOwnAccount(mailbox.id)).toMatchObject({
    address: OWNER.address,
    sessions: [{ clients: [], userAgent: 'Firefox/150.0 Linux', address: expect.any(String) }],
  });
  await world.unitOfWork.run(({ mailDomains }) => mailDomains.delete(mailbox.mailDomainId));
  expect(await world.useCases.readOwnAccount(mailbox.id)).toBeUndefined();
  expect(await world.useCases.findMailboxAddress(mailbox.id)).toBeUndefined();
  await world.close();
});
