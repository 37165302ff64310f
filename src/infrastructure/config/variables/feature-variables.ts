import { flag } from '../values/variable.ts';

/** Variables that switch parts of the application on and off. */
export const FEATURE_VARIABLES = {
  FEATURE_TEAMS_DISPLAY: flag(true, { description: 'Show teams' }),
  FEATURE_TEAMS_CREATE: flag(true, { description: 'Let people create teams' }),
  FEATURE_CONTACTS_DISPLAY: flag(true, { description: 'Show contacts' }),
  FEATURE_CONTACTS_CREATE: flag(true, { description: 'Let people create contacts' }),
  FEATURE_MAILBOXES_CREATE: flag(true, { description: 'Let people create mailboxes' }),
};
