import { useMeQuery } from '../lib/me.ts';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { PublicShell } from '../shell/public-shell.tsx';
import { Shell } from '../shell/shell.tsx';

/** For an address that leads to nothing, whoever asks. */
export function NotFoundFrame() {
  const me = useMeQuery();
  const Frame = me.data === undefined ? PublicShell : Shell;
  return (
    <Frame>
      <NotFoundPage />
    </Frame>
  );
}
