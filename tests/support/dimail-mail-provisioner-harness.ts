import { startDimail } from '../../dev/dimail/start-dimail.ts';
import { REGIE_CREDENTIALS } from '../../dev/dimail/state/seed-accounts.ts';
import { DimailMailProvisioner } from '../../src/adapters/provisioning/dimail/dimail-mail-provisioner.ts';
import type { MailProvisionerHarness } from '../contracts/mail-provisioner.contract.ts';

const ALWAYS = 1_000_000;

export async function openDimailMailProvisioner(): Promise<MailProvisionerHarness> {
  const { url, control, close } = await startDimail({ port: 0 });
  const provisioner = new DimailMailProvisioner({
    baseUrl: url,
    credentials: REGIE_CREDENTIALS,
    timeoutMs: 5000,
    maxConcurrentCalls: 4,
    clock: { now: () => new Date() },
  });
  return {
    provisioner,
    fail: (how, retryAfterSeconds = 1) => {
      if (how === 'no_answer') {
        control.configure({ down: true });
      } else if (how === 'forbidden') {
        control.injectFault({ fault: { kind: 'denied' }, count: ALWAYS });
      } else if (how === 'nonsense') {
        control.injectFault({ fault: { kind: 'answer', status: 200, text: '<html>' }, count: ALWAYS });
      } else {
        const headers = { 'retry-after': String(retryAfterSeconds) };
        control.injectFault({ fault: { kind: 'answer', status: 503, headers }, count: ALWAYS });
      }
    },
    recover: () => {
      control.clearFaults();
      control.configure({ down: false });
    },
    loseNextAnswer: () => control.injectFault({ method: 'POST', fault: { kind: 'lost_answer' } }),
    refuseNext: (detail) => {
      // One of both faults occurs first; the request before it is for a token, by GET.
      control.clearFaults();
      for (const method of ['POST', 'PATCH'] as const) {
        control.injectFault({ method, fault: { kind: 'answer', status: 422, json: { detail } } });
      }
    },
    addAlias: (alias) => control.outOfBand.putAlias(alias),
    breakDomain: (domain) => control.outOfBand.scriptCheck(domain, 'broken_internal'),
    passwordOpens: (email, password) => control.passwordOpens(email, password),
    useCode: (code) => {
      const use = control.useCode(code);
      return use.outcome === 'opened' ? use.email : undefined;
    },
    elapse: (seconds) => control.shiftClock(seconds),
    close: async () => {
      await provisioner.close();
      await close();
    },
  };
}
