import type { ReactNode } from 'react';

/** Drawings of 24 by 24, of lines. Each says nothing to a screen reader: a text beside it does. */
const DRAWINGS = {
  add: <path d="M12 5v14M5 12h14" />,
  back: <path d="M19 12H5m6-6-6 6 6 6" />,
  check: <path d="m5 12.5 4.5 4.5L19 7.5" />,
  chevron: <path d="m6 9 6 6 6-6" />,
  close: <path d="M6 6l12 12M18 6 6 18" />,
  copy: <path d="M9 9h10v11H9zM15 9V4H5v11h4" />,
  domain: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M3 12h18M12 3c3 3 3 15 0 18-3-3-3-15 0-18" />,
  edit: <path d="M4 20h4L19.500 8.500l-4-4L4 16zM13 7l4 4" />,
  external: <path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9" />,
  forward: <path d="M5 12h14m-6-6 6 6-6 6" />,
  help: (
    <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M9.5 9.5c0-3.5 5-3.5 5-.3 0 2-2.5 2-2.5 4.3M12 16.5v.5" />
  ),
  home: <path d="M4 11l8-7 8 7v9h-5v-6H9v6H4z" />,
  history: <path d="M4 12a8 8 0 1 0 3-6.2L4 8M4 4v4h4M12 8v4.5l3 2" />,
  info: <path d="M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.5V8" />,
  mail: <path d="M3 6h18v12H3zM3 7l9 6.5L21 7" />,
  menu: <path d="M4 7h16M4 12h16M4 17h16" />,
  offline: (
    <path d="M4 9.5C6 8 8 7 10.5 6.7M14 6.8c2.400.4 4.300 1.300 6 2.700M7 13a8 8 0 0 1 3-1.700M17 13l-1.500-1M12 18v.5M4 4l16 16" />
  ),
  person: <path d="M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8M4 20c1-8 15-8 16 0" />,
  print: <path d="M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z" />,
  search: <path d="M10.500 4a6.500 6.500 0 1 0 0 13 6.500 6.500 0 0 0 0-13M15.500 15.500 20 20" />,
  services: <path d="M5 5h.01M12 5h.01M19 5h.01M5 12h.01M12 12h.01M19 12h.01M5 19h.01M12 19h.01M19 19h.01" />,
  sortDown: <path d="m7 10 5 6 5-6" />,
  sortUp: <path d="m7 15 5-6 5 6" />,
  wait: <path d="M7 4h10M7 20h10M8 4c0 6 8 10 8 16M16 4c0 6-8 10-8 16" />,
  warning: <path d="M12 4 2.500 20h19zM12 10v4.500M12 17v.5" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof DRAWINGS;

export const Icon = ({ name }: { readonly name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    {DRAWINGS[name]}
  </svg>
);
