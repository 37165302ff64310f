import { createRouter } from '@tanstack/react-router';
import { BrokenPage } from '../shell/broken-page.tsx';
import { NotFoundPage } from '../shell/not-found-page.tsx';
import { routes } from './routes.tsx';

export const router = createRouter({
  routeTree: routes,
  basepath: '/console',
  defaultNotFoundComponent: NotFoundPage,
  defaultErrorComponent: BrokenPage,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
