import { asksForLevels, type SignInLevels } from '../../../domain/people/sign-in-level.ts';
import type { Logger } from '../../shared/logger.ts';
import type { IdentityProvider } from './identity-provider.ts';

type Deps = {
  identityProvider: Pick<IdentityProvider, 'announcedLevels'>;
  signInLevels: SignInLevels;
  logger: Logger;
};

export type WarnOfUnannouncedLevels = () => Promise<void>;

/**
 * Warns of levels that are asked of people and that the identity provider does not announce: a misspelt one would keep all
 * of them out. Providers need not announce what they reach, and may be down: nothing is refused for it.
 */
export const makeWarnOfUnannouncedLevels =
  ({ identityProvider, signInLevels, logger }: Deps): WarnOfUnannouncedLevels =>
  async () => {
    if (!asksForLevels(signInLevels)) return;
    try {
      const announced = await identityProvider.announcedLevels();
      if (announced === undefined) {
        logger.info('the identity provider announces no levels of sign-ins (acr_values_supported)');
        return;
      }
      const asked = new Set([...signInLevels.staff, ...signInLevels.administrators]);
      const unannounced = [...asked].filter((level) => !announced.includes(level));
      if (unannounced.length === 0) return;
      logger.warn('levels are asked of people that the identity provider does not announce', {
        unannounced: unannounced.join(' '),
        announced: announced.join(' '),
      });
    } catch (error) {
      logger.warn('the identity provider could not be asked for the levels that it announces', {}, error);
    }
  };
