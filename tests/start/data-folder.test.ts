import { expect, it } from 'vitest';
import { readSetup } from '../../dev/start/read-setup.ts';
import { makeSigningKey } from '../../dev/start/signing-key-file.ts';
import { loadSettings } from '../../src/infrastructure/config/settings.ts';

it('moves the data, and is no unknown setting of the application', () => {
  const environment = { REGIE_DATA_DIR: '/srv/regie-data' };
  const { dataDir, applicationEnv } = readSetup(environment);
  expect(dataDir).toBe('/srv/regie-data');
  const { notices } = loadSettings({
    ...environment,
    ...applicationEnv,
    OIDC_PROVIDER_SIGNING_KEYS: makeSigningKey(),
  });
  expect(notices.filter((notice) => notice.includes('REGIE_DATA_DIR'))).toEqual([]);
});
