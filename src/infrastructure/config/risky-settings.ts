import type { Settings } from './settings.ts';

/** What an installation should not run with for long, in words for whoever reads its log. */
export const riskySettings = ({ identityProvider }: Pick<Settings, 'identityProvider'>): readonly string[] =>
  identityProvider.verifiesCertificates
    ? []
    : [
        'OIDC_VERIFY_SSL is off: certificates of the identity provider are not verified. Whoever stands between us and it ' +
          'can sign in as anybody, and reads our client secret. Never leave this on in production.',
      ];
