import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Icon } from '../kit/text/icon.tsx';

/** The places of the console. `onGo`: called when one is chosen. */
export function Navigation({ onGo }: { readonly onGo?: () => void }) {
  const { t } = useTranslation();
  const props = onGo === undefined ? {} : { onClick: onGo };
  return (
    <nav className="nav" aria-label={t('shell.navigation')}>
      <ul>
        <li>
          <Link to="/" activeOptions={{ exact: true }} {...props}>
            <Icon name="home" />
            {t('shell.home')}
          </Link>
        </li>
        <li>
          <Link to="/domains" {...props}>
            <Icon name="mail" />
            {t('shell.domains')}
          </Link>
        </li>
      </ul>
    </nav>
  );
}
