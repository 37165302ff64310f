import type { ReactNode } from 'react';
import { Brand } from './brand.tsx';
import { Footer } from './footer.tsx';
import { HelpLink } from './help-link.tsx';
import { PreferencesMenu } from './menu/preferences-menu.tsx';
import { ServicesMenu } from './menu/services-menu.tsx';
import { MAIN_ID } from './skip-link.tsx';

/** Around the pages of those who are not signed in. */
export const PublicShell = ({ children }: { readonly children: ReactNode }) => (
  <>
    <header className="bar">
      <Brand />
      <HelpLink />
      <ServicesMenu />
      <PreferencesMenu />
    </header>
    <div className="shell__main">
      <main className="main main--centred" id={MAIN_ID} tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </div>
  </>
);
