import { CLIENT_IDS } from '../../dev/openid-provider/development-clients.ts';
import { tokenIntrospectorContract } from '../contracts/token-introspector.contract.ts';
import { openIntrospectionHarness } from '../openid/introspection-harness.ts';

const { resourceServerJson, resourceServerJws, resourceServerJwe } = CLIENT_IDS;

tokenIntrospectorContract('JSON', () =>
  openIntrospectionHarness({ clientId: resourceServerJson, format: 'json' }),
);
tokenIntrospectorContract('JWT, signed', () =>
  openIntrospectionHarness({ clientId: resourceServerJws, format: 'jwt' }),
);
tokenIntrospectorContract('JWT, signed and encrypted', () =>
  openIntrospectionHarness({ clientId: resourceServerJwe, format: 'jwt' }),
);
tokenIntrospectorContract('auto, answered with JSON', () =>
  openIntrospectionHarness({ clientId: resourceServerJson, format: 'auto' }),
);
tokenIntrospectorContract('auto, answered with a JWT', () =>
  openIntrospectionHarness({ clientId: resourceServerJwe, format: 'auto', preferredFormat: 'jwt' }),
);
