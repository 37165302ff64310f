import { useTranslation } from 'react-i18next';
import { Button } from '../action/button.tsx';

type Props = {
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  readonly onPage: (page: number) => void;
};

/** How many rows there are, and the way to the others. */
export function Pagination({ page, pages, total, onPage }: Props) {
  const { t } = useTranslation();
  return (
    <div className="pagination">
      <p role="status">{t('kit.rows', { count: total })}</p>
      {pages === 1 ? null : (
        <nav aria-label={t('kit.pages')}>
          <Button
            size="small"
            variant="tertiary"
            icon="back"
            aria-label={t('kit.previousPage')}
            isOff={page <= 1}
            onClick={() => onPage(page - 1)}
          />
          <span>{t('kit.page', { page, pages })}</span>
          <Button
            size="small"
            variant="tertiary"
            icon="forward"
            aria-label={t('kit.nextPage')}
            isOff={page >= pages}
            onClick={() => onPage(page + 1)}
          />
        </nav>
      )}
    </div>
  );
}
