import { makeStore } from './store.ts';

export type Toast = Readonly<{
  id: number;
  kind: 'success' | 'error' | 'info';
  text: string;
  /** To quote when asking for help. */
  requestId?: string | undefined;
}>;

export const toasts = makeStore<readonly Toast[]>([]);

const MOST = 4;
let latest = 0;

/** Tells the outcome of what a person did, beside what they see. */
export function showToast(toast: Omit<Toast, 'id'>): void {
  latest += 1;
  toasts.set([...toasts.get(), { ...toast, id: latest }].slice(-MOST));
}

export const dismissToast = (id: number): void => toasts.set(toasts.get().filter((toast) => toast.id !== id));
