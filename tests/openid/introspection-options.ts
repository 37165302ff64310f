import type { IntrospectionOptions } from '../../src/adapters/introspection/server/introspection-options.ts';
import { RecordingLogger } from '../plugins/recording-logger.ts';

/** Options of an introspector towards a test's own authorization server, with `overrides`. */
export const introspectionOptions = (
  issuer: string,
  overrides: Partial<IntrospectionOptions> = {},
): IntrospectionOptions => ({
  issuer,
  clientId: 'resource-server',
  clientSecret: 'secret',
  clientAuthentication: 'auto',
  format: 'json',
  preferredFormat: 'json',
  signingAlgorithms: ['ES256', 'RS256'],
  decryption: undefined,
  audienceClaim: 'client_id',
  ownNames: ['resource-server'],
  timeoutMs: 5000,
  logger: new RecordingLogger(),
  allowInsecureHttp: true,
  ...overrides,
});
