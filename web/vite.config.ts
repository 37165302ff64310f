import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** The application that `npm run dev:web` asks, and whose sign-in leads here. */
const application = process.env['REGIE_PUBLIC_URL'] || `http://localhost:${process.env['PORT'] || 8071}`;

export default defineConfig({
  root: import.meta.dirname,
  base: '/console/',
  plugins: [react()],
  // The policy of the page lets nothing be written into it: what is small is a file as well.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, manifest: true, sourcemap: false },
  server: {
    port: 8072,
    strictPort: true,
    proxy: {
      '^/(api|trpc|o)/': { target: application },
      '/console/config.json': { target: application },
    },
  },
});
