import { join } from 'node:path';
import type { AppSettings } from '../create-app.ts';
import { PROJECT_FOLDER } from '../release.ts';
import type { Environment } from './environment-schema.ts';

/** How pages and the console look, and what they lead to. */
export const pageSettings = (env: Environment): Pick<AppSettings, 'pageLook' | 'console'> => ({
  pageLook: {
    name: env.PAGES_NAME,
    accent: env.PAGES_ACCENT_COLOR,
    logo: env.PAGES_LOGO,
    links: {
      help: env.PAGES_HELP_URL,
      legal: env.PAGES_LEGAL_URL,
      accessibility: env.PAGES_ACCESSIBILITY_URL,
    },
    conformity: env.PAGES_ACCESSIBILITY,
  },
  console: {
    folder: env.CONSOLE_FOLDER ?? join(PROJECT_FOLDER, 'dist', 'console'),
    theme: env.CONSOLE_THEME,
    signInButton: env.CONSOLE_SIGN_IN_BUTTON,
    services: env.CONSOLE_SERVICES_URL,
    statement: {
      publisher: env.PAGES_ACCESSIBILITY_PUBLISHER ?? null,
      date: env.PAGES_ACCESSIBILITY_DATE?.toISOString().slice(0, 'YYYY-MM-DD'.length) ?? null,
      rate: env.PAGES_ACCESSIBILITY_RATE ?? null,
      gaps: { fr: env.PAGES_ACCESSIBILITY_GAPS_FR ?? [], en: env.PAGES_ACCESSIBILITY_GAPS_EN ?? [] },
      contact: env.PAGES_ACCESSIBILITY_CONTACT ?? null,
      planUrl: env.PAGES_ACCESSIBILITY_PLAN_URL ?? null,
    },
  },
});
