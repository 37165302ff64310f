import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../kit/action/link-button.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import type { Need } from './need.ts';
import { TodoItem } from './todo-item.tsx';

const TONES = { mail_not_delivered: 'error', ended: 'warning', ending_soon: 'info' } as const;

/** An invitation that the person sent, and that nobody has answered: its mail did not arrive, or its end is near. */
export function SentInvitationTodo({ need: invitation }: { readonly need: Need<'invitations'> }) {
  const { t } = useTranslation();
  const { slug, displayName: name, email, need, expiresAt } = invitation;
  return (
    <TodoItem
      tone={TONES[need]}
      tag={t(`home.tags.${need}`)}
      text={t(`home.sent.${need}`, { name, email })}
      detail={
        <>
          {t(need === 'ended' ? 'home.sent.endedOn' : 'home.sent.endsOn')} <Moment at={expiresAt} />
        </>
      }
    >
      <LinkButton to="/domains/$slug/access" params={{ slug }} size="small" variant="secondary">
        {t('home.seeInvitation')}
        <span className="visually-hidden"> {email}</span>
      </LinkButton>
    </TodoItem>
  );
}
