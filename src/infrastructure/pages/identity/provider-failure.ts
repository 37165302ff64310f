import { StorageUnavailable } from '../../../application/shared/storage-unavailable.ts';
import type { Language } from '../../../domain/shared/language.ts';
import type { SendFailure } from '../kit/page-handler.ts';
import { pageLanguage } from '../kit/page-language.ts';
import type { SendPage } from '../kit/send-page.ts';
import { providerProblemPage } from './provider-pages.ts';

type Deps = Readonly<{
  sendPage: SendPage;
  defaultLanguage: Language;
  report: (error: unknown) => void;
}>;

/** Tells that the database is away, or that something went wrong, which is reported. */
export const makeProviderFailure =
  ({ sendPage, defaultLanguage, report }: Deps): SendFailure =>
  (request, response, error) => {
    const isAway = error instanceof StorageUnavailable;
    if (!isAway) report(error);
    const page = providerProblemPage(
      isAway ? 'unavailable' : 'trouble',
      pageLanguage(request, defaultLanguage),
    );
    sendPage(response, page, { status: isAway ? 503 : 500 });
  };
