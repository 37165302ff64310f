import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { Dialog, DialogActions } from '../../../kit/overlay/dialog.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { HandOverLink } from '../hand-over-link.tsx';
import { addressIn } from '../mailbox.ts';
import type { Outcome } from './bulk.ts';

type Props = { readonly domain: Domain; readonly rows: readonly Outcome[]; readonly onClose: () => void };

/** Links to hand over, one owner after the other: a link is made when it is asked for, and gone with the next owner. */
export function HandOverDialog({ domain, rows, onClose }: Props) {
  const { t } = useTranslation();
  const [place, setPlace] = useState(0);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (place > 0) heading.current?.focus();
  }, [place]);
  const row = rows[place];
  const address = addressIn(domain, row?.localPart ?? '');
  const isLast = place >= rows.length - 1;
  return (
    <Dialog title={t('bulk.handOver.title')} onClose={onClose}>
      <div className="dialog__body stack">
        <p className="quiet">{t('bulk.handOver.place', { place: place + 1, count: rows.length })}</p>
        <h3 ref={heading} tabIndex={-1}>
          {address}
        </h3>
        {row === undefined ? null : (
          <HandOverLink
            key={row.mailboxId}
            domainSlug={domain.slug}
            id={row.mailboxId}
            address={address}
            kind="password"
          />
        )}
      </div>
      <DialogActions>
        <Button variant="secondary" color="neutral" onClick={onClose}>
          {t('kit.close')}
        </Button>
        {isLast ? null : <Button onClick={() => setPlace(place + 1)}>{t('bulk.handOver.next')}</Button>}
      </DialogActions>
    </Dialog>
  );
}
