import { action } from './action.ts';

/** For a person who may not know the application: the place, the role, and how to accept. */
export const INVITATION = `
<mj-text>[[invitation]]</mj-text>
<mj-text>{{role.meaning}}</mj-text>
<mj-text>[[sign_in]]</mj-text>
${action('link')}
<mj-text>[[unexpected]]</mj-text>` as const;
