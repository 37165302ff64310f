import { readDomainCheck } from '../../src/adapters/provisioning/dimail/read-domain-check.ts';

const test = (ok: boolean, internal: boolean, ...details: readonly string[]) => ({
  ok,
  internal,
  errors: details.map((detail) => ({ code: 'some_code', detail })),
});

/** What checks of a domain may find, as dimail reports it (contract/dimail.md section 6). */
export const CHECKS = {
  ok: readDomainCheck({ state: 'ok', mx: test(true, false), cert: test(true, true) }),
  external: readDomainCheck({
    state: 'broken',
    mx: test(false, false, 'Je veux un autre MX'),
    cert: test(true, true),
  }),
  internal: readDomainCheck({
    state: 'broken',
    mx: test(true, false),
    cert: test(false, true, 'Pas de certificat'),
  }),
  both: readDomainCheck({ state: 'broken', mx: test(false, false), cert: test(false, true) }),
  brokenWithoutTests: readDomainCheck({ state: 'broken' }),
  brokenWithoutFailure: readDomainCheck({ state: 'broken', mx: test(true, false) }),
  never: readDomainCheck({ state: 'new' }),
} as const;
