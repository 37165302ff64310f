/** What people do with a page. */
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart', 'focus'] as const;

/** How long after the latest sign of somebody a page is taken for left alone. */
const ALONE_AFTER_MS = 60_000;

let lastSign = Date.now();

const note = (): void => {
  lastSign = Date.now();
};

for (const sign of SIGNS) window.addEventListener(sign, note, { capture: true, passive: true });

/** Whether nobody is at the page: what it asks by itself then keeps no session from ending. */
export const isUnattended = (): boolean => Date.now() - lastSign > ALONE_AFTER_MS;
