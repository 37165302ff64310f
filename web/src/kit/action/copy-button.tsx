import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { announce } from '../../lib/announce.ts';
import { showToast } from '../../lib/toasts.ts';
import { Button } from './button.tsx';

type Props = {
  readonly text: string;
  /** What is copied, for those who do not see it beside the button. */
  readonly label: string;
  /** Written on the button; without it the button is its icon alone. */
  readonly children?: string;
};

const SHOWN_MS = 2_000;

/** Copies a text, and says so where the reader is. */
export function CopyButton({ text, label, children }: Props) {
  const { t } = useTranslation();
  const [isDone, setDone] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      showToast({ kind: 'error', text: t('kit.copyFailed') });
      return;
    }
    announce(t('kit.copied'));
    setDone(true);
    window.setTimeout(() => setDone(false), SHOWN_MS);
  };
  return (
    <Button
      size="small"
      variant="tertiary"
      icon={isDone ? 'check' : 'copy'}
      aria-label={children === undefined ? t('kit.copyNamed', { what: label }) : undefined}
      onClick={() => void copy()}
    >
      {children !== undefined && isDone ? t('kit.copied') : children}
    </Button>
  );
}
