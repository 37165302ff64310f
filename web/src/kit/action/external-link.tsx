import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../text/icon.tsx';

/** A link that opens a window of its own, and says so. */
export function ExternalLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
      <Icon name="external" />
      <span className="visually-hidden"> ({t('kit.newWindow')})</span>
    </a>
  );
}
