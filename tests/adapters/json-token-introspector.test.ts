import { tokenIntrospectorContract } from '../contracts/token-introspector.contract.ts';
import { openJsonIntrospectionHarness } from '../openid/json-introspection-harness.ts';

tokenIntrospectorContract('json', openJsonIntrospectionHarness);
