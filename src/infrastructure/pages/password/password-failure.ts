import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import { DomainError, type ErrorCode } from '../../../domain/shared/errors.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { SendFailure } from '../kit/page-handler.ts';
import { pageLanguage } from '../kit/page-language.ts';
import type { SendPage } from '../kit/send-page.ts';
import { passwordProblemPage } from './password-pages.ts';
import type { PasswordPaths } from './password-paths.ts';
import type { PasswordProblem } from './password-texts.ts';

type Deps = Readonly<{
  paths: PasswordPaths;
  sendPage: SendPage;
  defaultLanguage: Language;
  report: (error: unknown) => void;
}>;

const PROBLEMS: Partial<Record<ErrorCode, readonly [PasswordProblem, number]>> = {
  'password_link.not_found': ['unknown', 404],
  'password_link.expired': ['expired', 410],
  'password_link.used': ['used', 410],
  'password_link.replaced': ['replaced', 410],
};

function problemOf(error: unknown): readonly [PasswordProblem, number] {
  if (error instanceof StorageUnavailable) return ['trouble', 503];
  const known = error instanceof DomainError ? PROBLEMS[error.code] : undefined;
  return known ?? ['trouble', 500];
}

/** Tells why a link for a password does not work, or that something went wrong, which is reported. */
export const makePasswordFailure =
  ({ paths, sendPage, defaultLanguage, report }: Deps): SendFailure =>
  (request, response, error) => {
    const [problem, status] = problemOf(error);
    if (status === 500) report(error);
    const language = pageLanguage(request, defaultLanguage);
    sendPage(response, passwordProblemPage(problem, paths, language), { status });
  };
