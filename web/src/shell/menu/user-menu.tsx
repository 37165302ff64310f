import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { STORED_LANGUAGES } from '../../i18n/start-i18n.ts';
import { Disclosure } from '../../kit/action/disclosure.tsx';
import { Icon } from '../../kit/text/icon.tsx';
import { useMe } from '../../lib/me.ts';
import { showToast } from '../../lib/toasts.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import { BrightnessChoice } from './brightness-choice.tsx';
import { initials } from './initials.ts';
import { LanguageChoice } from './language-choice.tsx';
import { SignOutForm } from './sign-out-form.tsx';

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
      {(close) => (
        <div className="user-menu">
          <div>
            <p className="user-menu__name">{name}</p>
            {me.email === null || me.email === name ? null : <p className="user-menu__quiet">{me.email}</p>}
            <p className="user-menu__quiet">{me.organization?.name ?? t('shell.noOrganization')}</p>
          </div>
          <Link className="user-menu__link" to="/account" onClick={close}>
            <Icon name="person" />
            {t('shell.myAccount')}
          </Link>
          <hr />
          <LanguageChoice
            onStore={(language) => store.mutate({ id: me.id, language: STORED_LANGUAGES[language] })}
          />
          <BrightnessChoice />
          <hr />
          <SignOutForm />
        </div>
      )}
    </Disclosure>
  );
}
