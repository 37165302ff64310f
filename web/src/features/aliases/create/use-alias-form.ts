import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { failureText } from '../../../i18n/failure-text.ts';
import { useServerForm } from '../../../kit/form/use-server-form.ts';
import { showToast } from '../../../lib/toasts.ts';
import { trpc } from '../../../lib/trpc.ts';
import { useDomain } from '../../../lib/use-domain.ts';
import { aliasesInput } from '../../../server/schemas.ts';
import { refreshAliases } from '../refresh-aliases.ts';
import { readDestinations } from './read-destinations.ts';

type Options = { readonly localPart: string; readonly onClose: () => void };

/** What is being filled in of an alias, and what came of sending it: destinations that were refused stay. */
export function useAliasForm({ localPart, onClose }: Options) {
  const { t } = useTranslation();
  const { slug, displayName } = useDomain();
  const [typed, setTyped] = useState('');
  const [refusals, setRefusals] = useState<Readonly<Record<string, string>>>({});
  const form = useServerForm({
    schema: aliasesInput,
    start: { domainSlug: slug, localPart, destinations: [] as string[] },
    mutation: trpc.aliases.createSeveral.mutationOptions({ onSettled: refreshAliases }),
    fields: {
      'alias.invalid_local_part': 'localPart',
      'alias.invalid_destination': 'destinations',
      'alias.repeated_destination': 'destinations',
      'alias.already_exists': 'destinations',
      'alias.loop': 'destinations',
      'list.full': 'destinations',
    },
    onDone: (outcomes) => {
      const alias = `${form.getValues('localPart')}@${displayName}`;
      const sent = form.getValues('destinations');
      const count = (wanted: (typeof outcomes)[number]['outcome']) =>
        outcomes.filter(({ outcome }) => outcome === wanted).length;
      const [created, waiting] = [count('created'), count('waiting')];
      const isQuarantined = outcomes.some(
        (one) => one.outcome === 'waiting' && one.code === 'installation.quarantined',
      );
      if (created > 0) showToast({ kind: 'success', text: t('aliases.done', { count: created, alias }) });
      if (waiting > 0) {
        const kept = isQuarantined ? 'aliases.keptInQuarantine' : 'aliases.kept';
        showToast({ kind: 'info', text: t(kept, { count: waiting, alias }) });
      }
      const refused = outcomes.flatMap((one, index) =>
        one.outcome === 'refused' ? [[sent[index] ?? one.destination, one] as const] : [],
      );
      if (refused.length === 0) {
        onClose();
        return;
      }
      form.setValue(
        'destinations',
        refused.map(([destination]) => destination),
      );
      setRefusals(
        Object.fromEntries(
          refused.map(([destination, { code, params }]) => [destination, failureText({ code, params })]),
        ),
      );
    },
  });
  const values = { localPart: form.watch('localPart').trim(), destinations: form.watch('destinations') };
  const setDestinations = (next: readonly string[]) => {
    const isSent = form.errorOf('destinations') !== undefined;
    form.setValue('destinations', [...new Set(next)], { shouldValidate: isSent });
  };
  return {
    ...form,
    values,
    typed,
    /** What is typed and not yet a row. */
    type: setTyped,
    refusals,
    setDestinations,
    /** Makes rows of what is typed, and says all that is filled in then. */
    takeTyped: () => {
      const all = [...new Set([...values.destinations, ...readDestinations(typed)])];
      setDestinations(all);
      setTyped('');
      return { localPart: values.localPart, destinations: all };
    },
  };
}
