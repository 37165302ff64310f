import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTitle } from '../../../kit/page/use-title.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { AddDestinationsDialog, NewAliasDialog } from '../create/alias-dialog.tsx';
import { AliasesList } from './aliases-list.tsx';

const route = getRouteApi('/people/domains/$slug/aliases');

/** The aliases of a domain: addresses without a mailbox of their own, and where their mail goes. */
export function AliasesPage() {
  const { t } = useTranslation();
  const { displayName } = useDomain();
  const { new: created, add } = route.useSearch();
  const navigate = route.useNavigate();
  useTitle(`${t('domains.tabs.aliases')} – ${displayName}`);
  const open = (dialog: { readonly new?: string; readonly add?: string }) =>
    void navigate({
      search: (former) => ({ ...former, new: undefined, add: undefined, ...dialog }),
      replace: true,
      resetScroll: false,
    });
  return (
    <section className="stack">
      <h2>{t('domains.tabs.aliases')}</h2>
      <p>{t('aliases.intro', { name: displayName })}</p>
      <AliasesList onNew={() => open({ new: '' })} onAdd={(localPart) => open({ add: localPart })} />
      {created === undefined ? null : <NewAliasDialog localPart={created} onClose={() => open({})} />}
      {add === undefined ? null : <AddDestinationsDialog localPart={add} onClose={() => open({})} />}
    </section>
  );
}
