import { access } from './access.ts';
import { account } from './account.ts';
import { aliases } from './aliases.ts';
import { bulk } from './bulk.ts';
import { differences } from './differences.ts';
import { domains } from './domains.ts';
import { failures } from './failures.ts';
import { home } from './home.ts';
import { kit } from './kit.ts';
import { landing } from './landing.ts';
import { mailboxes } from './mailboxes.ts';
import { shell } from './shell.ts';
import { statement } from './statement.ts';

export const english = {
  translation: {
    kit,
    shell,
    landing,
    home,
    domains,
    mailboxes,
    bulk,
    aliases,
    differences,
    access,
    account,
    statement,
  },
  failures,
};
