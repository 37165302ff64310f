/**
 * Plays the main scenario of Régie from outside, as another program would: plain HTTP and the typed client, without the
 * application's code. Expects `npm start` to be running; ends with code 1 at the first difference.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createRegieClient } from 'regie/client';
import { signInThroughProvider } from '../openid-provider/sign-in-through-provider.ts';
import { withEnvironmentFile } from '../start/environment-file.ts';
import { choosePassword } from './choose-password.ts';
import { DimailSwitches } from './dimail-switches.ts';
import { MailReader } from './mail-reader.ts';
import { pressOpenMailbox } from './press-open-mailbox.ts';
import { runRegie } from './run-regie.ts';
import { signInWithMailbox } from './sign-in-with-mailbox.ts';
import { until } from './until.ts';

const environment = withEnvironmentFile(process.env);
const local = (port: string, usual: number): string => `http://localhost:${environment[port] ?? usual}`;
const regieUrl = environment['REGIE_PUBLIC_URL'] ?? local('PORT', 8071);
const dimail = new DimailSwitches(local('DIMAIL_PORT', 8001));
const mails = new MailReader(local('MAIL_CATCHER_HTTP_PORT', 1080));

const step = (text: string): void => console.log(`- ${text}`);

step(`signing in at ${regieUrl} as people`);
const { jar } = await signInThroughProvider({
  startUrl: `${regieUrl}/api/v1.0/authenticate/`,
  username: 'people',
  password: 'people',
});
const regie = createRegieClient({
  url: regieUrl,
  csrfToken: () => jar.get(regieUrl, 'csrftoken'),
  headers: () => ({ cookie: jar.header(new URL(regieUrl)) }),
});

const me = await regie.users.me.query();
assert.equal(me.email, 'people@people.world');
assert.ok(me.organization, 'a person who signs in has an organization');
assert.deepEqual(me.organization.registrationIds, ['13002526500013']);
step(`signed in as ${me.name} (${me.email})`);

const organization = await until('the organization has a name', async () => {
  const found = await regie.organizations.get.query({ id: me.organization?.id ?? '' });
  return found.name === '13002526500013' ? undefined : found;
});
step(`organization named from its SIRET: ${organization.name}`);

const name = `demo-${Date.now().toString(36)}.example.fr`;
step(`creating ${name} while dimail finds its DNS wrong`);
await dimail.checksSay('broken');
const created = await regie.mailDomains.create
  .mutate({ name, supportEmail: `support@${name}` })
  .finally(() => dimail.checksSay('ok'));
assert.equal(created.status, 'action_required');
assert.ok(Object.keys(created.requiredActions).length > 0, 'the owner is told what to do');
assert.ok(
  created.expectedConfig?.some(({ type }) => type === 'mx'),
  'the owner is told which records to publish',
);
step(`status ${created.status}; to do: ${Object.keys(created.requiredActions).join(', ')}`);

const { slug } = created;
const first = {
  firstName: 'Ada',
  lastName: 'Lovelace',
  localPart: 'ada',
  secondaryEmail: `ada@perso-${slug}.example`,
};
const pending = await regie.mailboxes.create.mutate({ domainSlug: slug, ...first });
assert.equal(pending.status, 'pending');
step(`mailbox ada@${name}: ${pending.status}`);

step('the DNS is right now: checking again');
await dimail.domainCheckSays(name, 'ok');
const enabled = await regie.mailDomains.check.mutate({ slug });
assert.equal(enabled.status, 'enabled');
await until('the pending mailbox is created by itself', async () => {
  const mailbox = await regie.mailboxes.get.query({ domainSlug: slug, id: pending.id });
  return mailbox.status === 'enabled' || undefined;
});
step(`status ${enabled.status}; mailbox ada@${name}: enabled`);

const second = {
  firstName: 'Alan',
  lastName: 'Turing',
  localPart: 'alan',
  secondaryEmail: `alan@perso-${slug}.example`,
};
const direct = await regie.mailboxes.create.mutate({ domainSlug: slug, ...second });
assert.equal(direct.status, 'enabled');
step(`mailbox alan@${name}: ${direct.status}`);

step(
  'an operator says whose domain it is: its owners sign in to other services as people of that organization',
);
await runRegie('mail-domain', 'edit', created.id, '--organization', me.organization.id);

const held = (await dimail.mailboxes()).filter(({ email }) => email.endsWith(`@${name}`));
for (const localPart of ['ada', 'alan']) {
  assert.equal(held.find(({ email }) => email === `${localPart}@${name}`)?.creations, 1);
}
const { count } = (await fetch(`${regieUrl}/api/v1.0/mail-domains/${slug}/mailboxes/`, {
  headers: { cookie: jar.header(new URL(regieUrl)) },
}).then((response) => response.json())) as { count: number };
assert.equal(count, 2, 'REST and tRPC show the same mailboxes');

const password = randomUUID();
for (const { secondaryEmail, localPart } of [first, second]) {
  const [mail, ...others] = await until(`a mail for ${secondaryEmail}`, async () => {
    const found = await mails.to(secondaryEmail);
    return found.length > 0 ? found : undefined;
  });
  assert.ok(mail);
  assert.equal(others.length, 0, `${secondaryEmail} got one mail`);
  assert.ok(mail.text.includes(`${localPart}@${name}`), 'the mail names the mailbox');
  const link = /https?:\/\/\S+\/mail-link\/\S+/.exec(mail.text)?.[0];
  assert.ok(link, 'the mail has a link');
  const webmail = await pressOpenMailbox(link);
  assert.equal(
    await dimail.opens(webmail),
    `${localPart}@${name}`,
    'the button of its page opens the mailbox',
  );
  step(`mail to ${secondaryEmail}: ${mail.subject} — ${link}`);
  await choosePassword(link, password);
}

const address = `${second.localPart}@${name}`;
step(`signing in with the mailbox ${address}`);
const owner = await signInWithMailbox(`${regieUrl}/api/v1.0/authenticate/`, { address, password });
const ownerOfMailbox = createRegieClient({
  url: regieUrl,
  csrfToken: () => owner.get(regieUrl, 'csrftoken'),
  headers: () => ({ cookie: owner.header(new URL(regieUrl)) }),
});
const theirs = await ownerOfMailbox.users.me.query();
assert.equal(theirs.email, address);
assert.equal(theirs.organization?.id, me.organization.id, 'their SIRET leads to the same organization');
step(`signed in as ${theirs.name} (${theirs.email})`);
console.log('demo: everything went as it should');
