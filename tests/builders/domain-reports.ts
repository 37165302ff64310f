import type { MailDomainReport } from '../../src/domain/mail-domain/mail-domain-report.ts';

const test = (ok: boolean, internal: boolean, ...details: readonly string[]) => ({
  ok,
  internal,
  errors: details.map((detail) => ({ code: 'some_code', detail })),
});

/** What a provisioner may report of a domain (contract/dimail.md section 6). */
export const REPORTS = {
  ok: { state: 'ok', mx: test(true, false), cert: test(true, true) },
  external: { state: 'broken', mx: test(false, false, 'Je veux un autre MX'), cert: test(true, true) },
  internal: { state: 'broken', mx: test(true, false), cert: test(false, true, 'Pas de certificat') },
  both: { state: 'broken', mx: test(false, false), cert: test(false, true) },
  brokenWithoutTests: { state: 'broken' },
  brokenWithoutFailure: { state: 'broken', mx: test(true, false) },
  never: { state: 'new' },
} as const satisfies Record<string, MailDomainReport>;
