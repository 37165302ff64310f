import {
  allPassing,
  type DomainTests,
  dnsMissing,
  noFailure,
  repaired,
  setupIncomplete,
} from './domain-tests.ts';
import type { CheckScript, MailDomain } from './mail-domain.ts';

const testsOf = (script: CheckScript, domain: string): DomainTests => {
  switch (script) {
    case 'ok':
      return allPassing();
    case 'broken':
      return dnsMissing(domain);
    case 'broken_internal':
      return setupIncomplete(domain);
    default:
      return script.tests;
  }
};

/** Runs a domain's tests as scripted and stores the result, as a real check does. */
export function checkDomain(domain: MailDomain, fallback: CheckScript): void {
  const script = domain.checkScript ?? fallback;
  domain.tests = testsOf(script, domain.name);
  domain.members = typeof script === 'string' ? {} : (script.members ?? {});
  domain.state = noFailure(domain.tests) ? 'ok' : 'broken';
}

/** Repairs as scripted, then checks; the next checks find the repair as well. */
export function fixDomain(domain: MailDomain, fallback: CheckScript): void {
  const { fixScript } = domain;
  if (fixScript === 'repairs') {
    checkDomain(domain, fallback);
    domain.checkScript = { tests: repaired(domain.tests), members: domain.members };
  } else if (fixScript !== 'changes_nothing') {
    domain.checkScript = fixScript.becomes;
  }
  checkDomain(domain, fallback);
}
