import { expect, it } from 'vitest';
import { CREATED_AT as since } from '../../../tests/builders/moments.ts';
import { asked, done, refused, unanswered, waiting, withheld } from '../../../tests/builders/provisioned.ts';
import { withWanted } from './mailbox-change.ts';
import { waitingOf } from './waiting-of.ts';

const AT = new Date('2026-02-03T04:05:06Z');
const change = {
  ...withWanted(null, { active: false, sendsLoginLink: true }, AT),
  attempt: 2,
  trouble: 'mail_provisioner.unavailable' as const,
};
const CHANGE = {
  steps: ['activation', 'login_link'],
  since: AT,
  attempts: 2,
  trouble: 'mail_provisioner.unavailable',
};

it.each([
  ['to be created', waiting(), { steps: ['creation'], since, attempts: 0, trouble: null }],
  [
    'asked for, with another change beside',
    asked({ change, trouble: 'mail_provisioner.unavailable' }),
    { steps: ['creation'], since, attempts: 1, trouble: 'mail_provisioner.unavailable' },
  ],
  ['there, to be changed', done({ change }), CHANGE],
  ['perhaps there, to be changed', unanswered({ change }), CHANGE],
  ['there', done(), null],
  ['refused', refused(), null],
  ['withheld', withheld(), null],
])('tells what waits of a mailbox that is %s', (_what, mailbox, expected) => {
  expect(waitingOf(mailbox)).toEqual(expected);
});
