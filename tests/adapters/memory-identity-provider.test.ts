import { MemoryIdentityProvider } from '../../src/adapters/memory/people/memory-identity-provider.ts';
import { identityProviderContract } from '../contracts/identity-provider.contract.ts';

identityProviderContract('memory', async () => {
  const identityProvider = new MemoryIdentityProvider({
    redirectUri: 'http://application.test/callback/',
    postLogoutRedirectUri: 'http://application.test/logout-callback/',
  });
  identityProvider.announceLevels(['eidas1', 'eidas2', 'eidas3']);
  const person = { sub: 'e2e.marie', email: 'marie.varzy@gmail.com', siret: '21510339100011' };
  return {
    identityProvider,
    person,
    signIn: async (url, level) => identityProvider.signIn(url, person, level),
    trySilently: async (url) => identityProvider.deny(url, 'login_required'),
    signOut: async (url) => identityProvider.signOut(url),
    goDown: () => identityProvider.failWith('identity_provider.unavailable'),
    comeBack: () => identityProvider.failWith(undefined),
    close: async () => undefined,
  };
});
