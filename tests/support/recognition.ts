import type { Plugin } from '../../src/application/organization/plugins/plugin.ts';
import {
  makeAuthenticateUser,
  type SignInSettings,
} from '../../src/application/people/sign-in/authenticate-user.ts';
import type { ClaimSettings } from '../../src/domain/people/identity.ts';
import type { User } from '../../src/domain/people/user.ts';
import { ORIGIN } from '../builders/origin.ts';
import { openUseCaseWorld, type UseCaseWorld } from './use-case-world.ts';

/** A plugin that handles new organizations. */
export const LISTENING: Plugin = {
  name: 'plugins.listening',
  hooks: { organizationCreated: async () => ({ done: true }) },
};

/** Signs a person in with a provider's claims. */
export type Recognize = (claims: Readonly<Record<string, unknown>>) => Promise<User>;

type Given = Partial<Omit<SignInSettings, 'claims'>> & { readonly claims?: Partial<ClaimSettings> };

/** A world with one plugin, and the use case that reads a provider's claims in it. */
export async function openRecognition(
  given: Given = {},
): Promise<{ world: UseCaseWorld; recognize: Recognize }> {
  const world = await openUseCaseWorld({ plugins: [LISTENING] });
  const { signInSettings, mailSettings, inviteAcrossOrganizations } = world.settings;
  const claims = { ...signInSettings.claims, ...given.claims };
  const authenticateUser = makeAuthenticateUser({
    ...world,
    mailSettings,
    inviteAcrossOrganizations,
    signInSettings: { ...signInSettings, ...given, claims },
  });
  return { world, recognize: (given) => authenticateUser(given, ORIGIN) };
}
