import type { AuthenticateUser } from '../../application/people/sign-in/authenticate-user.ts';
import type { UserRepository } from '../../application/people/user-repository.ts';
import type { Clock } from '../../application/shared/system.ts';
import type { UnitOfWork } from '../../application/unit-of-work.ts';
import { COMMAND_LINE_ORIGIN } from '../../domain/audit/request-origin.ts';
import type { ClaimSettings } from '../../domain/people/identity.ts';
import type { User } from '../../domain/people/user.ts';
import type { UserId } from '../../domain/shared/ids.ts';
import { LANGUAGES } from '../../domain/shared/language.ts';
import { DEMO_ACCOUNTS, DEMO_SIRET, type DemoAccount } from './demo-accounts.ts';
import { demoName } from './demo-names.ts';
import { drawn, drawnIds, oneOf } from './drawn.ts';

/** How many of the crowd have a name, and how many an e-mail address, as in the reference. */
const KNOWN = 0.97;
const SEED_OF_CROWD = 1;
/** Users stored in one transaction. */
const AT_ONCE = 200;

/** Found by those who add members: of the organization of nearly everybody, and of none. */
const COLLEAGUES = [
  {
    username: 'demo.monique-test',
    email: 'monique.test@example.com',
    firstName: 'Monique',
    lastName: 'Test',
  },
  { username: 'demo.jean-test', email: 'jeanne.test@example.com', firstName: 'Jean', lastName: 'Test' },
].map((person): DemoAccount => ({ ...person, siret: DEMO_SIRET }));
const OUTSIDER = {
  sub: 'demo.jean-something',
  email: 'jean.somethingelse@example.com',
  name: 'Jean Something',
};

type Deps = Readonly<{
  unitOfWork: UnitOfWork<{ users: UserRepository }>;
  authenticateUser: AuthenticateUser;
  clock: Clock;
  sha256: (text: string) => string;
  /** Which claims of the provider say what. */
  claims: Pick<ClaimSettings, 'fullNameClaims' | 'registrationIdClaim'>;
}>;

export type DemoPeople = Readonly<{
  /** Those with a role in the demo team or domain. */
  withRoles: readonly (readonly [DemoAccount, User])[];
  crowd: readonly User[];
}>;

/** People: those of the reference's development realm that have roles, and a crowd of no organization. */
export async function makeDemoPeople(deps: Deps, crowdSize: number): Promise<DemoPeople> {
  const withRoles: (readonly [DemoAccount, User])[] = [];
  // One after the other: the first founds the organization.
  for (const account of DEMO_ACCOUNTS) {
    if (account.teamRole === undefined && account.mailRole === undefined) continue;
    withRoles.push([account, await asIfSignedIn(deps, account)]);
  }
  for (const colleague of COLLEAGUES) await asIfSignedIn(deps, colleague);
  return { withRoles, crowd: await makeCrowd(deps, crowdSize) };
}

/**
 * The account that a first sign-in would create; people who have signed in already, at any provider, are found by
 * address.
 */
async function asIfSignedIn(
  { unitOfWork, authenticateUser, claims }: Deps,
  { username, email, firstName, lastName, siret }: DemoAccount,
): Promise<User> {
  const [known] = await unitOfWork.run(({ users }) => users.findActiveByEmail(email));
  if (known) return known;
  const names = [firstName, lastName];
  return authenticateUser(
    {
      sub: username,
      email,
      email_verified: true,
      ...Object.fromEntries(claims.fullNameClaims.map((claim, index) => [claim, names[index] ?? ''])),
      ...(claims.registrationIdClaim === null ? {} : { [claims.registrationIdClaim]: siret }),
    },
    COMMAND_LINE_ORIGIN,
  );
}

async function makeCrowd({ unitOfWork, clock, sha256 }: Deps, size: number): Promise<readonly User[]> {
  const random = drawn(SEED_OF_CROWD);
  const ids = drawnIds('people', sha256);
  const now = clock.now();
  const person = (facts: Pick<User, 'sub' | 'email' | 'name'>): User => ({
    id: ids.next<UserId>(),
    ...facts,
    emailVerified: facts.email !== null,
    language: oneOf(random, LANGUAGES),
    timezone: 'Europe/Paris',
    isDevice: false,
    isStaff: false,
    isSuperuser: false,
    isActive: true,
    organizationId: null,
    lastLoginAt: null,
    createdAt: now,
    updatedAt: now,
  });
  const wanted = [
    person(OUTSIDER),
    ...Array.from({ length: size }, (_, number) => {
      const { firstName, lastName } = demoName(random);
      return person({
        sub: `demo.user${number}`,
        email: random.next() < KNOWN ? `user${number}@example.com` : null,
        name: random.next() < KNOWN ? `${firstName} ${lastName}` : null,
      });
    }),
  ];
  const crowd: User[] = [];
  for (let start = 0; start < wanted.length; start += AT_ONCE) {
    const some = wanted.slice(start, start + AT_ONCE);
    await unitOfWork.run(async ({ users }) => {
      for (const user of some) crowd.push(await users.insertOrFind(user));
    });
  }
  return crowd;
}
