import { useTranslation } from 'react-i18next';
import { LinkButton } from '../../kit/action/link-button.tsx';
import { Moment } from '../../kit/text/moment.tsx';
import type { Need } from './need.ts';
import { TodoItem } from './todo-item.tsx';

/** Changes of a domain that have waited long for the mail service. */
export function WaitingTodo({ need }: { readonly need: Need<'waiting'> }) {
  const { t } = useTranslation();
  const { slug, displayName: name, changes, since, trouble } = need;
  return (
    <TodoItem
      tone="warning"
      tag={t('home.tags.waiting')}
      text={t('home.waiting', { name, count: changes })}
      detail={
        <>
          {t('home.since')} <Moment at={since} />
          {trouble === 'mail_provisioner.unavailable'
            ? ` – ${t('domains.waiting.troubles.unavailable')}`
            : ''}
        </>
      }
    >
      <LinkButton to="/domains/$slug/waiting" params={{ slug }} size="small" variant="secondary">
        {t('home.seeWaiting')}
        <span className="visually-hidden"> {name}</span>
      </LinkButton>
    </TodoItem>
  );
}
