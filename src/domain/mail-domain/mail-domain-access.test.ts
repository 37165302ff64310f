import { describe, expect, it } from 'vitest';
import {
  ensureMay,
  ensureMayAddAccess,
  ensureMayRemoveAccess,
  ensureMaySetRole,
  MAIL_DOMAIN_ROLES,
  type MailDomainRole,
  mailDomainAbilities,
  mailDomainAccessAbilities,
  mailDomainAccessManagement,
} from './mail-domain-access.ts';

const codeOf = (refuse: () => void): string | undefined => {
  try {
    refuse();
    return undefined;
  } catch (error) {
    return (error as { code: string }).code ?? 'without a code';
  }
};

describe('abilities on a mail domain', () => {
  it.each([
    ['viewer', [true, false, false, false, false, false, false]],
    ['administrator', [true, true, true, true, false, true, true]],
    ['owner', [true, true, true, true, true, true, true]],
  ] as const)(
    '%s: get, patch, put, post, delete, manage accesses, manage second factors = %j',
    (role, expected) => {
      expect(Object.values(mailDomainAbilities(role))).toEqual(expected);
    },
  );

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

describe('abilities on an access', () => {
  const NOBODY: MailDomainRole | undefined = undefined;

  const MANAGERS = ['administrator', 'owner'];

  it.each([
    ['owner', 'owner', ['administrator', 'viewer'], true, ['owner']],
    ['owner', 'administrator', ['owner', 'viewer'], true, MANAGERS],
    ['owner', 'viewer', ['administrator', 'owner'], true, MANAGERS],
    ['administrator', 'owner', [], false, ['owner']],
    ['administrator', 'administrator', ['viewer'], true, MANAGERS],
    ['administrator', 'viewer', ['administrator'], true, MANAGERS],
    ['viewer', 'owner', [], false, ['owner']],
    ['viewer', 'administrator', [], false, MANAGERS],
    ['viewer', 'viewer', [], false, MANAGERS],
    [NOBODY, 'viewer', [], false, MANAGERS],
  ] as const)(
    '%s of the access of a %s: sets %j, deletes: %s, and so do %j',
    (role, held, setRoleTo, mayDelete, allowedFor) => {
      expect(mailDomainAccessAbilities({ role, owners: 2 }, { role: held })).toEqual({
        setRoleTo,
        delete: mayDelete,
        isLastOwner: false,
        refusal: mayDelete ? null : 'role',
        allowedFor,
      });
    },
  );

  it.each([
    ['owner', 'last_owner'],
    ['administrator', 'role'],
    ['viewer', 'role'],
  ] as const)('tells a %s why the last owner stays: %s', (role, refusal) => {
    const abilities = mailDomainAccessAbilities({ role, owners: 1 }, { role: 'owner' });
    expect(abilities).toMatchObject({ isLastOwner: true, refusal, allowedFor: ['owner'] });
  });

  it.each<[MailDomainRole, boolean[]]>([
    ['viewer', [false, false, false]],
    ['administrator', [false, true, true]],
    ['owner', [true, true, true]],
  ])('%s may make somebody an owner, an administrator, a viewer: %j', (role, allowed) => {
    const { grant, roles } = mailDomainAccessManagement(role);
    expect(roles.map((one) => one.role)).toEqual(['owner', 'administrator', 'viewer']);
    expect(roles.map(({ isAllowed }) => isAllowed)).toEqual(allowed);
    expect(roles.map(({ allowedFor }) => allowedFor)).toEqual([['owner'], MANAGERS, MANAGERS]);
    expect(grant).toEqual({ isAllowed: allowed.includes(true), allowedFor: MANAGERS });
  });

  it.each([
    ['owner', 'owner', 1, 'mail_domain_access.last_owner', 'mail_domain_access.last_owner_stays'],
    ['owner', 'owner', 2, undefined, undefined],
    ['owner', 'administrator', 1, undefined, undefined],
    [
      'administrator',
      'owner',
      1,
      'mail_domain_access.role_change_forbidden',
      'mail_domain_access.last_owner_stays',
    ],
    ['administrator', 'owner', 2, 'mail_domain_access.role_change_forbidden', 'mail_domain.action_forbidden'],
    ['administrator', 'viewer', 1, 'mail_domain_access.role_forbidden', undefined],
  ] as const)(
    'a %s who makes a viewer of an %s among %i owners: %s; who removes it: %s',
    (role, held, owners, onChange, onRemoval) => {
      const abilities = mailDomainAccessAbilities({ role, owners }, { role: held });
      expect(codeOf(() => ensureMaySetRole(abilities, 'viewer'))).toBe(onChange);
      expect(codeOf(() => ensureMayRemoveAccess(abilities))).toBe(onRemoval);
    },
  );

  it('names the roles that may be set instead', () => {
    const abilities = mailDomainAccessAbilities({ role: 'owner', owners: 2 }, { role: 'viewer' });
    expect(() => ensureMaySetRole(abilities, 'viewer')).toThrow(
      expect.objectContaining({
        code: 'mail_domain_access.role_forbidden',
        params: { allowed: 'administrator, owner' },
      }),
    );
  });

  it.each([
    [NOBODY, ['mail_domain.not_found', 'mail_domain.not_found', 'mail_domain.not_found']],
    [
      'viewer',
      ['mail_domain.action_forbidden', 'mail_domain.action_forbidden', 'mail_domain.action_forbidden'],
    ],
    ['administrator', [undefined, undefined, 'mail_domain_access.owner_grant_forbidden']],
    ['owner', [undefined, undefined, undefined]],
  ] as const)('%s adds a viewer, an administrator, an owner: %j', (role, codes) => {
    expect(MAIL_DOMAIN_ROLES.map((granted) => codeOf(() => ensureMayAddAccess(role, granted)))).toEqual(
      codes,
    );
  });
});
