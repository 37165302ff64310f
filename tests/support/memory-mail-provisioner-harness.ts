import { MemoryMailProvisioner } from '../../src/adapters/memory/provisioning/memory-mail-provisioner.ts';
import type { ProvisionerTrouble } from '../../src/adapters/memory/provisioning/provisioner-faults.ts';
import type { MailProvisionerHarness } from '../contracts/mail-provisioner.contract.ts';

const TROUBLES = {
  no_answer: { kind: 'unavailable' },
  forbidden: { kind: 'forbidden' },
  nonsense: { kind: 'unexpected' },
} as const satisfies Record<string, ProvisionerTrouble>;

export async function openMemoryMailProvisioner(): Promise<MailProvisionerHarness> {
  let now = Date.parse('2026-11-23T10:00:00Z');
  const provisioner = new MemoryMailProvisioner({ clock: { now: () => new Date(now) } });
  return {
    provisioner,
    fail: (how, retryAfterSeconds = 1) =>
      provisioner.setTrouble(
        how === 'overloaded' ? { kind: 'unavailable', retryAfterSeconds } : TROUBLES[how],
      ),
    recover: () => provisioner.setTrouble(undefined),
    loseNextAnswer: () => provisioner.loseNextAnswer(),
    refuseNext: (reason) => provisioner.refuseNext(reason),
    addAlias: ({ domain, ...alias }) => provisioner.addAlias(domain, alias),
    breakDomain: (domain) => {
      const cert = { name: 'cert', owner: 'provisioner', detail: null } as const;
      provisioner.setCheck(
        domain,
        { isReady: false, tests: [{ ...cert, passed: false }], raw: {} },
        { isReady: true, tests: [{ ...cert, passed: true }], raw: {} },
      );
    },
    passwordOpens: (email, password) =>
      provisioner
        .listMailboxes(email.slice(email.indexOf('@') + 1))
        .some((mailbox) => mailbox.email === email && mailbox.password === password),
    useCode: (code) => provisioner.useCode(code),
    elapse: (seconds) => {
      now += seconds * 1000;
    },
    close: async () => undefined,
  };
}
