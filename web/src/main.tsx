import '@gouvfr-lasuite/cunningham-react/style';
import './theme/tokens.css';
import './theme/brands.css';
import './theme/base.css';
import './theme/kit.css';
import './theme/shell.css';
import './theme/features.css';
import './theme/account.css';
import './theme/print.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { router } from './app/router.tsx';
import { startI18n } from './i18n/start-i18n.ts';
import { ConfigContext, loadConfig } from './lib/console-config.ts';
import { startTheme } from './lib/theme.ts';
import { queryClient } from './lib/trpc.ts';
import { sayUnreachable } from './shell/say-unreachable.ts';

const root = document.getElementById('root');

async function start(element: HTMLElement): Promise<void> {
  const config = await loadConfig();
  startTheme(config.theme);
  await startI18n(config.language);
  createRoot(element).render(
    <ConfigContext value={config}>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConfigContext>,
  );
}

if (root !== null) start(root).catch(() => sayUnreachable(root));
