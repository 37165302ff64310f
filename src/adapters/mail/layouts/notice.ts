import { action } from './action.ts';

/** What has happened, what comes next, and where to go. */
export const NOTICE = `
<mj-text>[[state]]</mj-text>
<mj-text>[[next]]</mj-text>
${action('link')}` as const;
