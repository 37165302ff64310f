import { useTranslation } from 'react-i18next';
import { Disclosure } from '../../kit/action/disclosure.tsx';
import { Icon } from '../../kit/text/icon.tsx';
import { useConfig } from '../../lib/console-config.ts';
import { ServicesList } from './services-list.tsx';

/** The other services of La Suite, where the installation names their list; it is asked for when the menu is opened. */
export function ServicesMenu() {
  const { t } = useTranslation();
  const { services } = useConfig();
  if (services === null) return null;
  return (
    <Disclosure label={t('shell.services')} button={<Icon name="services" />}>
      {() => <ServicesList address={services} />}
    </Disclosure>
  );
}
