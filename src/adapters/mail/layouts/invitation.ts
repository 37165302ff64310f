import { action } from './action.ts';

/** To somebody who may not know us yet: into what, as what, and how to accept. */
export const INVITATION = `
<mj-text>[[invitation]]</mj-text>
<mj-text>{{role.meaning}}</mj-text>
<mj-text>[[sign_in]]</mj-text>
${action('link')}
<mj-text>[[unexpected]]</mj-text>` as const;
