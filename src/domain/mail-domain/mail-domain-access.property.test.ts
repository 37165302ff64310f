import fc from 'fast-check';
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

const role = fc.constantFrom(...MAIL_DOMAIN_ROLES);
const rank = (held: MailDomainRole | undefined) =>
  held === undefined ? -1 : MAIL_DOMAIN_ROLES.indexOf(held);
const allows = (check: () => void): boolean => {
  try {
    check();
    return true;
  } catch {
    return false;
  }
};

const PEOPLE = ['a', 'b', 'c', 'd'];
const person = fc.constantFrom(...PEOPLE);
type Domain = ReadonlyMap<string, MailDomainRole>;
/** A domain with at least one owner, as all are. */
const domain = fc
  .dictionary(person, role)
  .filter((members) => Object.values(members).includes('owner'))
  .map((members): Domain => new Map(Object.entries(members)));
const abilities = (members: Domain, actor: string, held: MailDomainRole) =>
  mailDomainAccessAbilities(
    {
      role: members.get(actor),
      owners: [...members.values()].filter((other) => other === 'owner').length,
    },
    { role: held },
  );

describe('roles on a mail domain', () => {
  it('are never given above one’s own', () => {
    fc.assert(
      fc.property(domain, person, role, role, (members, actor, held, granted) => {
        const own = rank(members.get(actor));
        if (allows(() => ensureMayAddAccess(members.get(actor), granted))) {
          expect(rank(granted)).toBeLessThanOrEqual(own);
        }
        for (const offered of abilities(members, actor, held).setRoleTo) {
          expect(rank(offered)).toBeLessThanOrEqual(own);
          expect(offered).not.toBe(held);
        }
      }),
    );
  });

  it('above one’s own are not touched', () => {
    fc.assert(
      fc.property(domain, person, role, (members, actor, held) => {
        fc.pre(rank(held) > rank(members.get(actor)));
        const shown = abilities(members, actor, held);
        expect(shown).toMatchObject({ delete: false, setRoleTo: [] });
        expect(allows(() => ensureMayRemoveAccess(shown))).toBe(false);
      }),
    );
  });

  it('are enforced as they are advertised, but for the last owner’s', () => {
    fc.assert(
      fc.property(domain, person, role, role, (members, actor, held, wanted) => {
        const shown = abilities(members, actor, held);
        expect(allows(() => ensureMaySetRole(shown, wanted))).toBe(
          shown.setRoleTo.includes(wanted) && !shown.isLastOwner,
        );
        expect(allows(() => ensureMayRemoveAccess(shown))).toBe(shown.delete);
      }),
    );
  });

  it('say why they are refused, and name exactly the roles that are not', () => {
    fc.assert(
      fc.property(domain, person, role, (members, actor, held) => {
        const shown = abilities(members, actor, held);
        expect(shown.refusal === null).toBe(shown.delete);
        const isOfRole = !shown.allowedFor.some((allowed) => allowed === members.get(actor));
        expect(shown.refusal === 'role').toBe(isOfRole);
      }),
    );
  });

  it('give what their management says they give', () => {
    fc.assert(
      fc.property(role, role, (own, granted) => {
        const { grant, roles } = mailDomainAccessManagement(own);
        const one = roles.find((candidate) => candidate.role === granted);
        const mayAdd = allows(() => ensureMayAddAccess(own, granted));
        expect(one?.isAllowed).toBe(mayAdd);
        expect(one?.allowedFor.includes(own)).toBe(mayAdd);
        if (mayAdd) expect(grant.isAllowed).toBe(true);
        expect(grant.allowedFor.includes(own)).toBe(grant.isAllowed);
      }),
    );
  });

  it('leave an owner, whatever everybody does that they are allowed to', () => {
    const deed = fc.record({ actor: person, subject: person, to: fc.option(role, { nil: undefined }) });
    fc.assert(
      fc.property(domain, fc.array(deed, { maxLength: 30 }), (members, deeds) => {
        const now = new Map(members);
        for (const { actor, subject, to } of deeds) {
          const held = now.get(subject);
          if (held === undefined) {
            if (to !== undefined && allows(() => ensureMayAddAccess(now.get(actor), to)))
              now.set(subject, to);
            continue;
          }
          const shown = abilities(now, actor, held);
          if (to === undefined && allows(() => ensureMayRemoveAccess(shown))) now.delete(subject);
          if (to !== undefined && allows(() => ensureMaySetRole(shown, to))) now.set(subject, to);
          expect([...now.values()]).toContain('owner');
        }
      }),
    );
  });

  it('allow what they advertise, and more the greater they are', () => {
    fc.assert(
      fc.property(role, role, (one, other) => {
        for (const action of Object.keys(mailDomainAbilities(one)) as (keyof ReturnType<
          typeof mailDomainAbilities
        >)[]) {
          expect(allows(() => ensureMay(one, action))).toBe(mailDomainAbilities(one)[action]);
          expect(allows(() => ensureMay(undefined, action))).toBe(false);
          if (rank(one) <= rank(other) && mailDomainAbilities(one)[action]) {
            expect(mailDomainAbilities(other)[action]).toBe(true);
          }
        }
      }),
    );
  });
});
