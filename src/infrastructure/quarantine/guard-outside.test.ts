import { expect, it } from 'vitest';
import { makeOutgoingMail } from '../../../tests/builders/make-outgoing-mail.ts';
import { MemorySignOutNotifier } from '../../adapters/memory/identity/memory-sign-out-notifier.ts';
import { MemoryMailer } from '../../adapters/memory/notification/memory-mailer.ts';
import { MemoryOrganizationDirectory } from '../../adapters/memory/organization/memory-organization-directory.ts';
import { MemoryMailProvisioner } from '../../adapters/memory/provisioning/memory-mail-provisioner.ts';
import { MemoryWebhookSender } from '../../adapters/memory/webhook/memory-webhook-sender.ts';
import { systemClock } from '../../adapters/system/system.ts';
import { guardOutside } from './guard-outside.ts';

const ports = () => ({
  mailProvisioner: new MemoryMailProvisioner({ clock: systemClock }),
  mailer: new MemoryMailer(),
  webhookSender: new MemoryWebhookSender(),
  signOutNotifier: new MemorySignOutNotifier(),
});
type Method = (...given: unknown[]) => unknown;

/** Every method of a port, those of its class included. */
const methodsOf = (port: object): readonly string[] =>
  [port, Object.getPrototypeOf(port) as object]
    .flatMap((one) => Object.entries(Object.getOwnPropertyDescriptors(one)))
    .filter(([name, { value }]) => typeof value === 'function' && name !== 'constructor')
    .map(([name]) => name);

it('behind a closed gate no method of a port to the outside calls anybody', async () => {
  const guarded = guardOutside(ports(), { isClosed: true });
  let tried = 0;
  for (const port of Object.values(guarded)) {
    for (const method of methodsOf(port)) {
      tried += 1;
      const call = Reflect.get(port, method) as Method;
      await expect(call('anything')).rejects.toMatchObject({
        code: 'installation.quarantined',
        kind: 'unavailable',
      });
    }
  }
  expect(tried).toBeGreaterThan(15);
});

it('an open gate lets calls through, as soon as it opens', async () => {
  const gate = { isClosed: true };
  const { mailProvisioner } = guardOutside(ports(), gate);
  await expect(mailProvisioner.registerDomain('commune.fr')).rejects.toMatchObject({
    code: 'installation.quarantined',
  });
  gate.isClosed = false;
  expect(await mailProvisioner.registerDomain('commune.fr')).toEqual({ outcome: 'registered' });
});

it('a port that leads to another one is followed', async () => {
  const leads = { to: new MemoryMailer() };
  const mailer = new Proxy(leads.to, {
    get: (_target, key) => {
      const value: unknown = Reflect.get(leads.to, key, leads.to);
      return typeof value === 'function' ? value.bind(leads.to) : value;
    },
  });
  const guarded = guardOutside({ mailer }, { isClosed: false });
  const mail = makeOutgoingMail();
  await guarded.mailer.send({ ...mail, to: mail.recipient });
  const [former, present] = [leads.to, new MemoryMailer()];
  leads.to = present;
  await guarded.mailer.send({ ...mail, to: mail.recipient });
  expect([former.sent.length, present.sent.length]).toEqual([1, 1]);
});

it('leaves alone what only reads, and what is not there', () => {
  const organizationDirectory = new MemoryOrganizationDirectory();
  const guarded = guardOutside({ organizationDirectory }, { isClosed: true });
  expect(guarded).toEqual({ organizationDirectory });
  expect(guarded.organizationDirectory).toBe(organizationDirectory);
});
