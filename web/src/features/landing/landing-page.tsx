import { useTranslation } from 'react-i18next';
import { useTitle } from '../../kit/page/use-title.ts';
import { Icon } from '../../kit/text/icon.tsx';
import { here } from '../../lib/sign-in-address.ts';
import { SignInButton } from './sign-in-button.tsx';

/** What the product is for, and the way in: to the address that was asked for. */
export function LandingPage() {
  const { t } = useTranslation();
  useTitle(t('landing.title'));
  return (
    <div className="landing">
      <h1>{t('landing.heading')}</h1>
      <p className="landing__pitch">{t('landing.pitch')}</p>
      <ul className="landing__points">
        <li>
          <Icon name="domain" />
          {t('landing.points.domains')}
        </li>
        <li>
          <Icon name="mail" />
          {t('landing.points.mailboxes')}
        </li>
        <li>
          <Icon name="person" />
          {t('landing.points.access')}
        </li>
      </ul>
      <SignInButton next={here()} />
    </div>
  );
}
