import { Outlet } from '@tanstack/react-router';
import { PublicShell } from '../shell/public-shell.tsx';

/** Around pages that anybody sees. */
export const PublicFrame = () => (
  <PublicShell>
    <Outlet />
  </PublicShell>
);
