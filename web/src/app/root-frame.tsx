import { Outlet } from '@tanstack/react-router';
import { Toasts } from '../kit/overlay/toasts.tsx';
import { LiveRegion } from '../shell/live-region.tsx';
import { OfflineStrip } from '../shell/offline-strip.tsx';
import { SessionEndedDialog } from '../shell/session-ended-dialog.tsx';
import { SkipLink } from '../shell/skip-link.tsx';

/** Around every page. */
export const RootFrame = () => (
  <>
    <SkipLink />
    <OfflineStrip />
    <Outlet />
    <SessionEndedDialog />
    <Toasts />
    <LiveRegion />
  </>
);
