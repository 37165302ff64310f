import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../kit/form/text-field.tsx';
import { useServerForm } from '../../kit/form/use-server-form.ts';
import { Dialog } from '../../kit/overlay/dialog.tsx';
import { DialogChoice } from '../../kit/overlay/dialog-choice.tsx';
import { FailureNotice } from '../../kit/page/failure-notice.tsx';
import { useMe } from '../../lib/me.ts';
import { showToast } from '../../lib/toasts.ts';
import { queryClient, trpc } from '../../lib/trpc.ts';
import { mailDomainCreation } from '../../server/schemas.ts';

/** Adds a domain, and leads to what its DNS needs. */
export function AddDomainDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const me = useMe();
  const form = useServerForm({
    schema: mailDomainCreation,
    start: { name: '', supportEmail: me.email ?? '' },
    mutation: trpc.mailDomains.create.mutationOptions(),
    fields: {
      'mail_domain.invalid_name': 'name',
      'mail_domain.name_taken': 'name',
      'mail_domain.refused': 'name',
    },
    onDone: (domain) => {
      showToast({ kind: 'success', text: t('domains.creation.done', { name: domain.displayName }) });
      queryClient.setQueryData(trpc.mailDomains.get.queryKey({ slug: domain.slug }), domain);
      void queryClient.invalidateQueries(trpc.mailDomains.list.pathFilter());
      void navigate({ to: '/domains/$slug/dns', params: { slug: domain.slug } });
    },
  });
  const formId = useId();
  return (
    <Dialog title={t('domains.creation.title')} onClose={onClose}>
      <form className="dialog__body form" id={formId} onSubmit={form.onSubmit} noValidate>
        <p>{t('domains.creation.text')}</p>
        {form.failure === undefined ? null : (
          <FailureNotice title={t('kit.formProblem')} error={form.failure} />
        )}
        <p className="form__note">{t('kit.required')}</p>
        <TextField
          label={t('domains.creation.name')}
          hint={t('domains.creation.nameHint')}
          error={form.errorOf('name')}
          isRequired
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          {...form.register('name')}
        />
        <TextField
          label={t('domains.creation.supportEmail')}
          hint={t('domains.creation.supportEmailHint')}
          error={form.errorOf('supportEmail')}
          isRequired
          type="email"
          autoComplete="email"
          {...form.register('supportEmail')}
        />
      </form>
      <DialogChoice onCancel={onClose} form={formId} isBusy={form.isBusy}>
        {t('domains.creation.submit')}
      </DialogChoice>
    </Dialog>
  );
}
