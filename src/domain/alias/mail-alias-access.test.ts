import { describe, expect, it } from 'vitest';
import type { MailDomainRole } from '../mail-domain/mail-domain-access.ts';
import { ensureMayRemoveAlias, mailAliasAbilities } from './mail-alias-access.ts';

const codeOf = (refuse: () => unknown): string | undefined => {
  try {
    refuse();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code ?? 'without a code';
  }
};

describe('who may remove an alias to a@b.fr', () => {
  const alias = { destination: 'a@b.fr' };
  const nobody: MailDomainRole | undefined = undefined;

  it.each([
    ['owner', null, undefined],
    ['administrator', 'c@d.fr', undefined],
    ['viewer', 'A@B.fr', undefined],
    ['viewer', 'c@d.fr', 'mail_domain.action_forbidden'],
    ['viewer', null, 'mail_domain.action_forbidden'],
    [nobody, 'a@b.fr', 'mail_domain.not_found'],
  ] as const)('%s with the e-mail %s: %s', (role, email, code) => {
    expect(codeOf(() => ensureMayRemoveAlias(role, alias, email))).toBe(code);
    if (role) expect(mailAliasAbilities({ role, email }, alias)).toEqual({ get: true, delete: !code });
  });
});
