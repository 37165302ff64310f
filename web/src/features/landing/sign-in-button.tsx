import { useTranslation } from 'react-i18next';
import { buttonClass } from '../../kit/action/button-class.ts';
import { ExternalLink } from '../../kit/action/external-link.tsx';
import { useConfig } from '../../lib/console-config.ts';
import { signInAddress } from '../../lib/sign-in-address.ts';

const ABOUT_PROCONNECT = 'https://www.proconnect.gouv.fr/';

/**
 * Begins a sign-in that leads to `next`. ProConnect wants its button in its own words and colours, in French, with the
 * link that explains it.
 */
export function SignInButton({ next }: { readonly next: string }) {
  const { t } = useTranslation();
  const { signInButton } = useConfig();
  if (signInButton === 'plain') {
    return (
      <a className={buttonClass({})} href={signInAddress(next)}>
        {t('landing.signIn')}
      </a>
    );
  }
  return (
    <div className="sign-in">
      <a className="proconnect" href={signInAddress(next)} lang="fr">
        S’identifier avec <strong>ProConnect</strong>
      </a>
      <ExternalLink href={ABOUT_PROCONNECT}>{t('landing.what')}</ExternalLink>
    </div>
  );
}
