import { expect, it } from 'vitest';
import { makeDriftLine } from '../../../tests/builders/make-drift-line.ts';
import { newId } from '../../../tests/builders/new-id.ts';
import { DRIFT_FINDINGS, DRIFT_OBJECTS, type DriftLine, type MailboxFacts } from './drift.ts';
import { choicesOf } from './drift-effects.ts';

const mailDomainId = newId<DriftLine['mailDomainId']>();
const line = (given: Partial<DriftLine>) => makeDriftLine({ mailDomainId, ...given });
const said = (given: Partial<DriftLine>) =>
  choicesOf(line(given)).map(({ resolution, effects }) => `${resolution}: ${effects.join(', ')}`);

const ana: MailboxFacts = { firstName: 'Ana', lastName: 'Da Costa', isActive: true };
const anna = { ...ana, firstName: 'Anna' };
const off = { ...ana, isActive: false };
const unnamed = { firstName: '', lastName: '', isActive: false };

it.each<[string, Partial<DriftLine>, readonly string[]]>([
  ['a mailbox that is missing here', {}, ['adopt: mailbox_added_here', 'ignore: nothing']],
  [
    'a mailbox that is missing there',
    { finding: 'missing_there', here: ana, there: null },
    ['adopt: mailbox_deleted_here', 'push: mailbox_created_there', 'ignore: nothing'],
  ],
  [
    'an alias that is missing here',
    { object: 'alias', there: null },
    ['adopt: alias_added_here', 'push: alias_deleted_there', 'ignore: nothing'],
  ],
  [
    'an alias that is missing there',
    { object: 'alias', finding: 'missing_there', there: null },
    ['adopt: alias_deleted_here', 'push: alias_created_there', 'ignore: nothing'],
  ],
  [
    'another name',
    { finding: 'differing', here: ana, there: anna },
    ['adopt: renamed_here', 'push: renamed_there', 'ignore: nothing'],
  ],
  [
    'disabled there, without names',
    { finding: 'differing', here: ana, there: unnamed },
    ['adopt: disabled_here', 'push: renamed_there, enabled_there', 'ignore: nothing'],
  ],
  [
    'disabled here',
    { finding: 'differing', here: off, there: ana },
    ['adopt: enabled_here', 'push: disabled_there', 'ignore: nothing'],
  ],
  [
    'disabled here, under another name',
    { finding: 'differing', here: off, there: anna },
    ['adopt: renamed_here, enabled_here', 'push: disabled_there', 'ignore: nothing'],
  ],
  ['one that cannot be taken', { finding: 'skipped', reason: 'unreadable' }, ['ignore: nothing']],
  ['one that was imported', { finding: 'imported' }, []],
])('tells what settling does: %s', (_what, given, expected) => {
  expect(said(given)).toEqual(expected);
});

it.each<[string, Partial<DriftLine>, readonly string[]]>([
  ['a mailbox that only the provisioner has', {}, []],
  ['a mailbox that is missing there', { finding: 'missing_there', here: ana }, ['adopt']],
  ['an alias', { object: 'alias', finding: 'missing_here' }, ['push']],
  ['one that is on there', { finding: 'differing', here: off, there: ana }, ['push']],
  ['another name', { finding: 'differing', here: ana, there: anna }, []],
])('tells what cannot be had back: %s', (_what, given, expected) => {
  const lost = choicesOf(line(given)).filter(({ isDestructive }) => isDestructive);
  expect(lost.map(({ resolution }) => resolution)).toEqual(expected);
});

it('offers to take back that it is ignored, and not to ignore it once more', () => {
  expect(said({ isIgnored: true })).toEqual(['adopt: mailbox_added_here', 'reopen: settled_again']);
});

it('tells it of every choice', () => {
  for (const object of DRIFT_OBJECTS) {
    for (const finding of DRIFT_FINDINGS) {
      const choices = choicesOf(line({ object, finding, here: ana, there: { ...anna, isActive: false } }));
      for (const { effects } of choices) expect(effects, `${object} ${finding}`).not.toEqual([]);
    }
  }
});
