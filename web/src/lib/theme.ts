import type { ConsoleConfig } from '../server/console-config.ts';
import { makeStore, useStore } from './store.ts';

export const BRIGHTNESSES = ['system', 'light', 'dark'] as const;
export type Brightness = (typeof BRIGHTNESSES)[number];

const KEY = 'regie-brightness';
const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');

const stored = (): Brightness =>
  BRIGHTNESSES.find((brightness) => brightness === window.localStorage.getItem(KEY)) ?? 'system';

const brightness = makeStore<Brightness>(stored());

const isDark = (): boolean => {
  const chosen = brightness.get();
  return chosen === 'system' ? prefersDark.matches : chosen === 'dark';
};

function apply(): void {
  const { classList } = document.documentElement;
  // The name of Cunningham, whose tokens follow it.
  classList.toggle('cunningham-theme--dark', isDark());
  classList.toggle('is-light', !isDark());
}

/** Dresses the page from now on as the installation and the person chose. */
export function startTheme(theme: ConsoleConfig['theme']): void {
  document.documentElement.classList.add(`theme-${theme}`);
  apply();
  brightness.subscribe(apply);
  prefersDark.addEventListener('change', apply);
}

/** Kept in this browser: it suits a screen more than a person. */
export function chooseBrightness(chosen: Brightness): void {
  window.localStorage.setItem(KEY, chosen);
  brightness.set(chosen);
}

export const useBrightness = (): Brightness => useStore(brightness);
