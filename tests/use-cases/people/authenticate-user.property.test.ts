import fc from 'fast-check';
import { expect, it } from 'vitest';
import { makeOrganization } from '../../builders/make-organization.ts';
import { openRecognition } from '../../support/recognition.ts';

/** Ids and domains of which some are part of others: only whole ones may match (deviation D1). */
const SIRETS = ['11111111111111', '1111111111111', '111111111111112', '22222222222222'];
const DOMAINS = ['evry.fr', 'ry.fr', 'mairie.evry.fr', 'evry.fr.example'];

const someOf = (values: readonly string[]) => fc.subarray([...values]);
/** Organizations that share nothing, as the database has it. */
const organizations = fc
  .tuple(someOf(SIRETS), someOf(DOMAINS), fc.boolean())
  .map(([registrationIds, domains, together]) =>
    (together
      ? [{ registrationIds, domains }]
      : [
          ...registrationIds.map((id) => ({ registrationIds: [id], domains: [] })),
          ...domains.map((domain) => ({ registrationIds: [], domains: [domain] })),
        ]
    ).filter((one) => one.registrationIds.length + one.domains.length > 0),
  );
const arrival = fc.record({
  sub: fc.constantFrom('ana', 'bob', 'Ana', 'ana '),
  siret: fc.option(fc.constantFrom(...SIRETS), { nil: undefined }),
  email: fc
    .tuple(fc.constantFrom('ana', 'ANA', 'bob'), fc.constantFrom(...DOMAINS, 'EVRY.fr'))
    .map(([local, domain]) => `${local}@${domain}`),
});

it('people are recognized and placed by what is theirs as a whole, and by nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(
      organizations,
      fc.array(arrival, { minLength: 1, maxLength: 6 }),
      async (known, arrivals) => {
        const { world, recognize } = await openRecognition();
        for (const given of known) await world.addOrganization(makeOrganization(given));
        const all = () => world.tables().organizations.all(() => true);
        const users = () => world.tables().users.all(() => true);
        for (const claims of arrivals) {
          const before = users();
          const sub = claims.sub.trim();
          const bySub = before.find((user) => user.sub === sub);
          const byEmail = before.filter(({ email }) => email?.toLowerCase() === claims.email.toLowerCase());
          const placed = all();
          const user = await recognize(claims).catch((error: unknown) => {
            // Only two accounts with one address keep a person out.
            expect(error).toMatchObject({ code: 'sign_in.refused' });
            expect(bySub === undefined && byEmail.length > 1).toBe(true);
          });
          if (!user) continue;
          expect(user.id).toBe(bySub?.id ?? byEmail[0]?.id ?? user.id);
          expect(before.some(({ id }) => id === user.id)).toBe(bySub !== undefined || byEmail.length > 0);
          expect(user.sub).toBe(sub);
          if (before.some(({ id }) => id === user.id)) continue;

          const domain = claims.email.split('@')[1]?.toLowerCase() ?? '';
          const expected =
            placed.find(({ registrationIds }) => registrationIds.includes(claims.siret ?? '')) ??
            placed.find(
              ({ domains, registrationIds }) =>
                domains.includes(domain) && (claims.siret === undefined || registrationIds.length === 0),
            );
          const found = all().find(({ id }) => id === user.organizationId);
          if (claims.siret !== undefined) expect(found?.registrationIds).toContain(claims.siret);
          if (expected) expect(found?.id).toBe(expected.id);
          else if (claims.siret === undefined) expect(found?.domains).toEqual([domain]);
          else expect(found?.registrationIds).toEqual([claims.siret]);
        }
        const values = all().flatMap(({ registrationIds, domains }) => [...registrationIds, ...domains]);
        expect(new Set(values).size).toBe(values.length);
      },
    ),
    { numRuns: 25 },
  );
});
