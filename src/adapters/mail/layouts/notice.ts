import { action } from './action.ts';

/** What has happened, what happens next, and a link. */
export const NOTICE = `
<mj-text>[[state]]</mj-text>
<mj-text>[[next]]</mj-text>
${action('link')}` as const;
