import { createContext, useContext } from 'react';
import type { ConsoleConfig } from '../server/console-config.ts';

const BASE = '/console';

/** @throws Error when the server does not answer */
export async function loadConfig(): Promise<ConsoleConfig> {
  const answer = await fetch(`${BASE}/config.json`, { headers: { accept: 'application/json' } });
  if (!answer.ok) throw new Error(`config.json: ${answer.status}`);
  return answer.json();
}

export const ConfigContext = createContext<ConsoleConfig | undefined>(undefined);

/** What the installation chose. */
export function useConfig(): ConsoleConfig {
  const config = useContext(ConfigContext);
  if (config === undefined) throw new Error('useConfig is called outside the console');
  return config;
}
