import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useConfig } from '../lib/console-config.ts';

/** What the law wants on each page: without a declaration elsewhere, the mention leads to our own. */
export function Footer() {
  const { t } = useTranslation();
  const { links, conformity, version } = useConfig();
  const accessibility = t(`shell.accessibility.${conformity}`);
  return (
    <footer className="footer">
      {links.legal === null ? null : <a href={links.legal}>{t('shell.legal')}</a>}
      {links.accessibility === null ? (
        <Link to="/accessibility">{accessibility}</Link>
      ) : (
        <a href={links.accessibility}>{accessibility}</a>
      )}
      <span>{t('shell.version', { version })}</span>
    </footer>
  );
}
