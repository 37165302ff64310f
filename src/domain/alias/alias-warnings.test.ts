import { expect, it } from 'vitest';
import { aliasWarnings, mailboxWarnings } from './alias-warnings.ts';

const [BOB, OUT] = ['bob@evry.fr', 'ext@free.fr'];

it.each([
  ['sends on from a free address', OUT, [OUT], false, []],
  ['takes the mail of a mailbox away', OUT, [OUT], true, ['mailbox_shadowed']],
  ['keeps a copy', 'Bob@EVRY.fr', [OUT, 'Bob@EVRY.fr'], true, ['copy_kept']],
  ['sends on beside a copy that is kept', OUT, [BOB, OUT], true, []],
] as const)('k13-keep-copy: an alias that %s', (_what, destination, destinations, hasMailbox, warnings) => {
  expect(aliasWarnings(BOB, destination, { destinations, hasMailbox })).toEqual(warnings);
});

it.each([
  ['no alias has its address', [], []],
  ['aliases send its mail on', [OUT, 'other@free.fr'], ['mailbox_shadowed']],
  ['an alias keeps a copy for it', [OUT, 'Bob@EVRY.fr'], ['copy_kept']],
] as const)('k13-keep-copy: a mailbox made where %s', (_what, destinations, warnings) => {
  expect(mailboxWarnings(BOB, destinations)).toEqual(warnings);
});
