import { describe, expect, it } from 'vitest';
import { ensureMay, mailDomainAbilities } from './mail-domain-access.ts';

describe('abilities on a mail domain', () => {
  it.each([
    ['viewer', [true, false, false, false, false, false]],
    ['administrator', [true, true, true, true, false, true]],
    ['owner', [true, true, true, true, true, true]],
  ] as const)('%s: get, patch, put, post, delete, manage accesses = %j', (role, expected) => {
    expect(Object.values(mailDomainAbilities(role))).toEqual(expected);
  });

  it('hides the domain from outsiders and refuses those with too little', () => {
    expect(() => ensureMay(undefined, 'get')).toThrow(
      expect.objectContaining({ code: 'mail_domain.not_found' }),
    );
    expect(() => ensureMay('viewer', 'post')).toThrow(
      expect.objectContaining({ code: 'mail_domain.action_forbidden' }),
    );
    expect(() => ensureMay('viewer', 'get')).not.toThrow();
    expect(() => ensureMay('administrator', 'post')).not.toThrow();
  });
});
