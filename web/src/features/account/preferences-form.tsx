import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, LANGUAGE_NAMES, LANGUAGES, STORED_LANGUAGES } from '../../i18n/start-i18n.ts';
import { Button } from '../../kit/action/button.tsx';
import { ComboboxField } from '../../kit/form/combobox-field.tsx';
import { SelectField } from '../../kit/form/select-field.tsx';
import { useServerForm } from '../../kit/form/use-server-form.ts';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { absoluteText } from '../../kit/text/moment-text.ts';
import { useNow } from '../../kit/text/use-now.ts';
import { useMe } from '../../lib/me.ts';
import { showToast } from '../../lib/toasts.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import { userUpdate } from '../../server/schemas.ts';
import { timeZones } from './time-zones.ts';

/** Language and time zone, as the server stores them: of mails too, and on every device. */
export function PreferencesForm() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const now = useNow();
  const shown = LANGUAGES.find((one) => one === i18n.language) ?? 'fr';
  const form = useServerForm({
    schema: userUpdate,
    // The language that is shown, which may have been chosen in this browser alone: what one sees is what is stored.
    start: { id: me.id, language: STORED_LANGUAGES[shown], timezone: me.timezone },
    mutation: trpc.users.update.mutationOptions(),
    fields: { 'user.unknown_timezone': 'timezone' },
    onDone: ({ language, timezone }) => {
      // All dates on all pages follow it.
      queryClient.setQueryData(
        trpc.users.me.queryKey(),
        (known) => known && { ...known, language, timezone },
      );
      const chosen = LANGUAGES.find((one) => STORED_LANGUAGES[one] === language);
      void (chosen === undefined ? Promise.resolve() : chooseLanguage(chosen)).then(() =>
        // In the language that was chosen.
        showToast({ kind: 'success', text: i18n.t('account.profile.stored') }),
      );
    },
  });
  const timezone = form.watch('timezone') ?? me.timezone;
  const zones = useMemo(
    () => timeZones(me.timezone, i18n.language, Date.now()),
    [me.timezone, i18n.language],
  );
  return (
    <form className="form" onSubmit={form.onSubmit} noValidate>
      {form.failure === undefined ? null : (
        <FailureNotice title={t('kit.formProblem')} error={form.failure} />
      )}
      <SelectField
        label={t('account.profile.language')}
        hint={t('account.profile.languageHint')}
        error={form.errorOf('language')}
        options={LANGUAGES.map((one) => [STORED_LANGUAGES[one], LANGUAGE_NAMES[one]] as const)}
        {...form.register('language')}
      />
      <ComboboxField
        label={t('account.profile.timezone')}
        hint={t('account.profile.timezoneHint')}
        error={form.errorOf('timezone')}
        value={timezone}
        options={zones}
        onChoose={(value) => form.setValue('timezone', value, { shouldDirty: true, shouldValidate: true })}
      />
      <p className="form__note">
        {t('account.profile.now', { time: absoluteText(now, i18n.language, timezone) })}
      </p>
      <Button type="submit" isBusy={form.isBusy}>
        {t('account.profile.store')}
      </Button>
    </form>
  );
}
