import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../action/button.tsx';

type Props = {
  readonly page: number;
  readonly pages: number;
  readonly total: number;
  /** Whether these numbers are those of another page, until its own come. */
  readonly isBusy: boolean;
  readonly onPage: (page: number) => void;
};

/**
 * How many rows there are, and the way to the others. An address beyond the last page, such as of a list that has become shorter,
 * leads to the last one.
 */
export function Pagination({ page, pages, total, isBusy, onPage }: Props) {
  const { t } = useTranslation();
  const isBeyond = page > pages && !isBusy;
  useEffect(() => {
    if (isBeyond) onPage(pages);
  }, [isBeyond, pages, onPage]);
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
