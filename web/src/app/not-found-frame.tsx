import { NotFoundPage } from '../shell/not-found-page.tsx';
import { EitherFrame } from './either-frame.tsx';

/** For an address that leads to nothing, whoever asks. */
export const NotFoundFrame = () => (
  <EitherFrame>
    <NotFoundPage />
  </EitherFrame>
);
