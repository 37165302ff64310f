import { useTranslation } from 'react-i18next';
import { DomainTodo } from './domain-todo.tsx';
import { DriftTodo } from './drift-todo.tsx';
import type { Needs } from './need.ts';
import { SentInvitationTodo } from './sent-invitation-todo.tsx';
import { WaitingTodo } from './waiting-todo.tsx';

/** What needs the person in their domains: what keeps mail from working first. */
export const NeedsList = ({ needs: { domains, waiting, drift, invitations } }: { readonly needs: Needs }) => (
  <>
    {domains.items.map((need) => (
      <DomainTodo key={need.slug} need={need} />
    ))}
    <More {...domains} />
    {waiting.items.map((need) => (
      <WaitingTodo key={need.slug} need={need} />
    ))}
    <More {...waiting} />
    {invitations.items.map((need) => (
      <SentInvitationTodo key={need.id} need={need} />
    ))}
    <More {...invitations} />
    {drift.items.map((need) => (
      <DriftTodo key={need.slug} need={need} />
    ))}
    <More {...drift} />
  </>
);

/** That there are more of a kind than are shown. */
function More({ total, items }: { readonly total: number; readonly items: readonly unknown[] }) {
  const { t } = useTranslation();
  const count = total - items.length;
  return count === 0 ? null : <li className="todo__more">{t('home.more', { count })}</li>;
}
