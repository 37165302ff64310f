import { useTranslation } from 'react-i18next';
import { SidePanel } from '../../../kit/page/side-panel.tsx';
import type { Alias } from '../alias.ts';
import { AliasHistory } from './alias-history.tsx';
import { AliasWaiting } from './alias-waiting.tsx';

type Props = { readonly localPart: string; readonly alias: Alias | undefined };

/** Beside an alias: what waits for the mail service, and what happened to it. */
export function AliasSide({ localPart, alias }: Props) {
  const { t } = useTranslation();
  return (
    <SidePanel
      sections={[
        { title: t('aliases.waitingTitle'), content: <AliasWaiting alias={alias} /> },
        { title: t('kit.history'), content: <AliasHistory localPart={localPart} /> },
      ]}
    />
  );
}
