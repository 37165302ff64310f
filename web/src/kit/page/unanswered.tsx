import { FailureNotice } from './failure-notice.tsx';
import { Loading } from './loading.tsx';

type Query = Readonly<{ isPending: boolean; error: unknown; refetch: () => Promise<unknown> }>;

/** In place of what the server was asked for: that it is on its way, or why it did not come and the way to ask again. */
export const Unanswered = ({ query: { isPending, error, refetch } }: { readonly query: Query }) =>
  isPending ? <Loading /> : <FailureNotice error={error} onRetry={() => void refetch()} />;
