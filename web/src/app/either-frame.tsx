import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMeQuery } from '../lib/me.ts';
import { PublicShell } from '../shell/public-shell.tsx';
import { Shell } from '../shell/shell.tsx';

/** Around pages that anybody sees, and those who are signed in with their menus. */
export function EitherFrame({ children = <Outlet /> }: { readonly children?: ReactNode }) {
  const me = useMeQuery();
  const Frame = me.data === undefined ? PublicShell : Shell;
  return <Frame>{children}</Frame>;
}
