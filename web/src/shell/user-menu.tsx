import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Language } from '../i18n/start-i18n.ts';
import { Disclosure } from '../kit/action/disclosure.tsx';
import { useMe } from '../lib/me.ts';
import { showToast } from '../lib/toasts.ts';
import { queryClient, trpc } from '../lib/trpc.ts';
import { BrightnessChoice } from './brightness-choice.tsx';
import { initials } from './initials.ts';
import { LanguageChoice } from './language-choice.tsx';
import { SignOutForm } from './sign-out-form.tsx';

/** The languages as the server names them. */
const STORED = { en: 'en-us', fr: 'fr-fr' } as const satisfies Record<Language, string>;

/** Who is signed in, for which organization, and what they prefer. */
export function UserMenu() {
  const { t } = useTranslation();
  const me = useMe();
  const name = me.name ?? me.email ?? '';
  const store = useMutation(
    trpc.users.update.mutationOptions({
      onSuccess: ({ language }) =>
        queryClient.setQueryData(trpc.users.me.queryKey(), (known) => known && { ...known, language }),
      onError: () => showToast({ kind: 'error', text: t('shell.languageNotStored') }),
    }),
  );
  return (
    <Disclosure
      label={t('shell.account', { name })}
      // Drawn by the style sheet: initials say nothing that the label does not.
      button={<span className="avatar" data-initials={initials(name)} />}
    >
      {() => (
        <div className="user-menu">
          <div>
            <p className="user-menu__name">{name}</p>
            {me.email === null || me.email === name ? null : <p className="user-menu__quiet">{me.email}</p>}
            <p className="user-menu__quiet">{me.organization?.name ?? t('shell.noOrganization')}</p>
          </div>
          <hr />
          <LanguageChoice onStore={(language) => store.mutate({ id: me.id, language: STORED[language] })} />
          <BrightnessChoice />
          <hr />
          <SignOutForm />
        </div>
      )}
    </Disclosure>
  );
}
