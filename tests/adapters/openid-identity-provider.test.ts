import { identityProviderContract } from '../contracts/identity-provider.contract.ts';
import { openOpenidHarness } from '../openid/openid-harness.ts';

identityProviderContract('openid, JSON userinfo', openOpenidHarness);
identityProviderContract('openid, signed userinfo', () => openOpenidHarness({ userinfoFormat: 'jwt' }));
