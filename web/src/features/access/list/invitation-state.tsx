import { useTranslation } from 'react-i18next';
import { StatusTag, type Tone } from '../../../kit/data/status-tag.tsx';
import { Moment } from '../../../kit/text/moment.tsx';
import type { Invitation } from '../place/access-place.ts';

type State = Pick<Invitation<string>, 'mail' | 'mailTrouble' | 'isExpired' | 'isEndingSoon' | 'expiresAt'>;

const TONES = {
  waiting: 'info',
  sent: 'success',
  refused: 'error',
  given_up: 'error',
  unknown: 'neutral',
} as const satisfies Record<string, Tone>;

/** What became of the mail of an invitation, what to do about it, and when the invitation ends. */
export function InvitationState({ invitation }: { readonly invitation: State }) {
  const { t } = useTranslation();
  const { mailTrouble, isExpired, isEndingSoon, expiresAt } = invitation;
  const mail = invitation.mail ?? 'unknown';
  return (
    <div className="invitation-state">
      <p>
        <StatusTag tone={TONES[mail]}>{t(`access.invitations.mails.${mail}`)}</StatusTag>{' '}
        {isExpired ? (
          <StatusTag tone="error">{t('access.invitations.endedTag')}</StatusTag>
        ) : isEndingSoon ? (
          <StatusTag tone="warning">{t('access.invitations.endsSoon')}</StatusTag>
        ) : null}
      </p>
      {mailTrouble === null ? null : (
        <p>
          {t(`access.invitations.troubles.${mailTrouble}`)}
          {mail === 'waiting' ? ` ${t('access.invitations.againBySelf')}` : null}
        </p>
      )}
      <p className="quiet">
        {t(isExpired ? 'access.invitations.ended' : 'access.invitations.ends')} <Moment at={expiresAt} />
        {isExpired ? ` – ${t('access.invitations.endedText')}` : null}
      </p>
    </div>
  );
}
