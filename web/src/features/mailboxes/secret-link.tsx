import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../../kit/action/copy-button.tsx';
import { Notice } from '../../kit/page/notice.tsx';
import { Moment } from '../../kit/text/moment.tsx';

type Props = {
  readonly url: string;
  readonly expiresAt: string;
  readonly kind: 'password' | 'enrolment';
};

/** A link that is shown this once, to be passed on, and until when it works. */
export function SecretLink({ url, expiresAt, kind }: Props) {
  const { t } = useTranslation();
  const id = useId();
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
    </Notice>
  );
}
