import type { ReactNode } from 'react';
import { useIsNarrow } from '../lib/use-is-narrow.ts';
import { Brand } from './brand.tsx';
import { Footer } from './footer.tsx';
import { HelpLink } from './help-link.tsx';
import { ServicesMenu } from './menu/services-menu.tsx';
import { UserMenu } from './menu/user-menu.tsx';
import { NarrowMenu } from './narrow-menu.tsx';
import { Navigation } from './navigation.tsx';
import { MAIN_ID } from './skip-link.tsx';

/** Around the pages of those who are signed in: header, places, content. */
export function Shell({ children }: { readonly children: ReactNode }) {
  const isNarrow = useIsNarrow();
  return (
    <>
      <header className="bar">
        {isNarrow ? <NarrowMenu /> : null}
        <Brand />
        <HelpLink />
        <ServicesMenu />
        <UserMenu />
      </header>
      <div className="shell">
        {isNarrow ? null : (
          <div className="shell__panel">
            <Navigation />
          </div>
        )}
        <div className="shell__main">
          <main className="main" id={MAIN_ID} tabIndex={-1}>
            {children}
          </main>
          <Footer />
        </div>
      </div>
    </>
  );
}
