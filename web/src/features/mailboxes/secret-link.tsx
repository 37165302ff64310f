import { useCallback, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/action/button.tsx';
import { CopyButton } from '../../kit/action/copy-button.tsx';
import { Notice } from '../../kit/page/notice.tsx';
import { PrintSheet } from '../../kit/page/print-sheet.tsx';
import { Moment } from '../../kit/text/moment.tsx';

type Props = {
  readonly url: string;
  readonly expiresAt: string;
  readonly kind: 'password' | 'enrolment';
  /** Of the mailbox whose owner gets it. */
  readonly address: string;
};

/** A link that is shown this once, to be passed on as it is or on paper, and until when it works. */
export function SecretLink({ url, expiresAt, kind, address }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [isPrinting, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  return (
    <Notice tone="warning" title={t(`mailboxes.links.${kind}.made`)} isNews>
      <p>{t('mailboxes.links.once')}</p>
      <label htmlFor={id} className="visually-hidden">
        {t('mailboxes.links.label')}
      </label>
      <span className="suffixed">
        <input id={id} type="text" readOnly value={url} onFocus={({ target }) => target.select()} />
        <CopyButton text={url} label={t('mailboxes.links.label')}>
          {t('kit.copy')}
        </CopyButton>
      </span>
      <p>
        {t('mailboxes.links.until')} <Moment at={expiresAt} />
      </p>
      <Button size="small" variant="tertiary" icon="print" onClick={() => setPrinting(true)}>
        {t('mailboxes.links.print')}
      </Button>
      {isPrinting ? (
        <PrintSheet onPrinted={printed}>
          <h2>{t(`mailboxes.links.${kind}.made`)}</h2>
          <p>{t('mailboxes.links.sheet', { address })}</p>
          <p className="print-sheet__link">{url}</p>
          <p>
            {t('mailboxes.links.until')} <Moment at={expiresAt} form="absolute" />
          </p>
        </PrintSheet>
      ) : null}
    </Notice>
  );
}
