import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../dev/dimail/control/fault-queue.ts';
import { REGIE_CREDENTIALS } from '../../dev/dimail/state/seed-accounts.ts';
import { jean, openDimail } from '../support/dimail-client-setup.ts';

const PASSWORD_SENT = 's3cret-that-no-log-may-hold';
const badCreation = { email: 'jean@evry.fr', password: [PASSWORD_SENT], uuid: PASSWORD_SENT };
const SECRETS = [REGIE_CREDENTIALS, 'la_regie:password', 'Bearer ', 'Basic ', 'eyJ', PASSWORD_SENT];

const shown = (value: unknown) => inspect(value, { depth: 10, showHidden: true }) + JSON.stringify(value);

describe('dimail client, secrets', () => {
  let dimail: Awaited<ReturnType<typeof openDimail>>;
  beforeEach(async () => {
    dimail = await openDimail({ timeoutMs: 300 });
    await dimail.provisioner.findMailbox(jean);
  });
  afterEach(() => dimail.close());

  it.each<[string, Fault]>([
    ['an outage', { kind: 'internal_error' }],
    ['a cut', { kind: 'lost_request' }],
    ['silence', { kind: 'timeout' }],
    ['a refusal', { kind: 'denied' }],
    ['a redirect', { kind: 'insecure_redirect' }],
    ['an unreadable success', { kind: 'answer', status: 201, json: badCreation }],
    ['a success in text', { kind: 'answer', status: 201, text: PASSWORD_SENT }],
    ['an unknown status', { kind: 'answer', status: 302, json: badCreation }],
  ])('shows none in the error after %s, nor in what caused it', async (_fault, fault) => {
    dimail.control.injectFault({ fault, count: 9 });
    const error: unknown = await dimail.provisioner.createMailbox(jean).catch((thrown: unknown) => thrown);
    expect(shown(error)).toContain('mail_provisioner.');
    for (const secret of SECRETS) {
      expect(shown(error)).not.toContain(secret);
    }
  });

  it('shows none when the credentials cannot be sent at all', async () => {
    const broken = await openDimail({ credentials: `${REGIE_CREDENTIALS}\nX-Other: 1` });
    const error: unknown = await broken.provisioner.checkDomain('evry.fr').catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: expect.stringContaining('mail_provisioner.') });
    expect(shown(error)).not.toContain(REGIE_CREDENTIALS);
    await broken.close();
  });

  it('shows none when the client itself is printed', () => {
    expect(shown(dimail.provisioner)).not.toContain(REGIE_CREDENTIALS);
    expect(shown(dimail.provisioner)).not.toContain('eyJ');
  });
});
