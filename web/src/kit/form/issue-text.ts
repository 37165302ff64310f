import type { TFunction } from 'i18next';

/** A problem that zod or the server found with a field. */
type Issue = Readonly<{ type?: string | number; message?: string | undefined }>;

/** The text of what is wrong with a field; undefined when nothing is. A text of the server's codes is shown as it is. */
export function issueText(issue: Issue | undefined, t: TFunction): string | undefined {
  if (issue === undefined) return undefined;
  if (issue.type === 'server') return issue.message;
  if (issue.type === 'too_small') return t('kit.fieldRequired');
  if (issue.type === 'too_big' || issue.message?.startsWith('More than ')) return t('kit.fieldTooLong');
  return t('kit.fieldInvalid');
}
