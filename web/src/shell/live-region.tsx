import { announcement } from '../lib/announce.ts';
import { useStore } from '../lib/store.ts';

/** Says to screen readers what changed. */
export const LiveRegion = () => (
  <p className="visually-hidden" aria-live="polite">
    {useStore(announcement)}
  </p>
);
