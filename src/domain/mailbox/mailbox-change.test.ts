import { expect, it } from 'vitest';
import {
  earlierNames,
  type MailboxNames,
  withNamesBetween,
  withoutSteps,
  withWanted,
} from './mailbox-change.ts';

const AT = new Date('2026-03-01T10:00:00Z');
const name = (firstName: string): MailboxNames => ({ firstName, lastName: 'Valjean' });
const renaming = withWanted(null, { formerNames: name('Jean') }, AT);
const through = (...firstNames: readonly string[]) =>
  firstNames.reduce<ReturnType<typeof withNamesBetween>>(
    (change, firstName) => withNamesBetween(change, name(firstName)),
    renaming,
  );
const known = (change: ReturnType<typeof withNamesBetween>) =>
  earlierNames(change).map(({ firstName }) => firstName);

it('remembers each of the names in between once, the latest use last', () => {
  expect(known(through('Jean'))).toEqual(['Jean']);
  expect(known(through('Jean', 'Ultime', 'Urbain', 'Ultime', 'Jean'))).toEqual(['Jean', 'Urbain', 'Ultime']);
  expect(withNamesBetween(null, name('Jean'))).toBeNull();
});

it('remembers a bounded number of them, and the former names always', () => {
  const names = Array.from({ length: 50 }, (_, n) => `n${n}`);
  expect(known(through(...names))).toEqual(['Jean', ...names.slice(-20)]);
});

it('forgets them once the provisioner has the stored names, and not before', () => {
  const change = withWanted(through('Ultime'), { active: true }, AT);
  expect(known(withoutSteps(change, 'activation'))).toEqual(['Jean', 'Ultime']);
  expect(earlierNames(withoutSteps(change, 'names'))).toEqual([]);
});
