import { useTranslation } from 'react-i18next';

/** Something is on its way. */
export function Loading() {
  const { t } = useTranslation();
  return (
    <p className="loading" role="status">
      <span className="loading__wheel" aria-hidden="true" />
      {t('kit.loading')}
    </p>
  );
}
