import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../kit/action/button.tsx';
import { LinkButton } from '../../../kit/action/link-button.tsx';
import { DialogActions } from '../../../kit/overlay/dialog.tsx';
import { Notice } from '../../../kit/page/notice.tsx';
import type { Domain } from '../../../lib/use-domain.ts';
import { HandOverLink } from '../hand-over-link.tsx';
import { addressIn } from '../mailbox.ts';
import { useMailbox } from '../use-mailbox.ts';
import { refusedText, troubleText } from '../waiting-text.ts';
import type { Made } from './creation.ts';

type Props = { readonly domain: Domain; readonly made: Made; readonly onAnother: () => void };

/** After the creation of a mailbox: whether it exists, how its owner gets in, what may not be expected of it. */
export function CreatedMailbox({ domain, made, onAnother }: Props) {
  const { t } = useTranslation();
  const first = useRef<HTMLDivElement>(null);
  const { data: mailbox } = useMailbox(domain.slug, made.id);
  // The field that had the keyboard is gone.
  useEffect(() => first.current?.focus(), []);
  const { status, waiting, secondaryEmail } = mailbox ?? made;
  const address = addressIn(domain, made.localPart);
  const state = status === 'pending' && domain.status !== 'enabled' ? 'pendingDomain' : status;
  return (
    <>
      <div className="dialog__body" ref={first} tabIndex={-1}>
        <Notice
          tone={status === 'enabled' ? 'success' : status === 'pending' ? 'info' : 'warning'}
          title={t(`mailboxes.made.${state}`, { address })}
          isNews
        >
          <p>{t(`mailboxes.made.${state}Text`)}</p>
          {waiting?.trouble == null ? null : <p>{troubleText(t, waiting)}</p>}
          {mailbox === undefined || status !== 'failed' ? null : <p>{refusedText(t, mailbox)}</p>}
        </Notice>
        {made.warnings.map((warning) => (
          <Notice key={warning} tone="warning">
            <p>{t(`mailboxes.warnings.${warning}`, { address })}</p>
          </Notice>
        ))}
        <h3>{t('mailboxes.made.signIn')}</h3>
        {secondaryEmail === null ? (
          <p>
            {t('mailboxes.help.noSecondary')} {status === 'enabled' ? '' : t('mailboxes.made.noSecondary')}
          </p>
        ) : (
          <p>
            {t(status === 'enabled' ? 'mailboxes.made.linkSent' : 'mailboxes.made.linkToCome', {
              address: secondaryEmail,
            })}
          </p>
        )}
        {mailbox?.abilities.handOverPasswordLink ? (
          <HandOverLink domainSlug={domain.slug} id={made.id} address={address} kind="password" />
        ) : null}
      </div>
      <DialogActions>
        <Button color="neutral" variant="secondary" onClick={onAnother}>
          {t('mailboxes.made.another')}
        </Button>
        <LinkButton to="/domains/$slug/mailboxes/$id" params={{ slug: domain.slug, id: made.id }}>
          {t('mailboxes.made.open')}
        </LinkButton>
      </DialogActions>
    </>
  );
}
