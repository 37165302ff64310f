import { expect, it } from 'vitest';
import { DomainError } from '../../domain/shared/errors.ts';
import { eachInTurn, type Outcome, outcomeColumns } from './each-in-turn.ts';

const refusal = new DomainError('mailbox.not_found', 'No such mailbox');
const kept = new DomainError('mail_provisioner.unavailable', 'It is away', { isKept: true });

const run = async (answers: Readonly<Record<string, Error | undefined>>) => {
  const told: Outcome[] = [];
  const failure = await eachInTurn(Object.keys(answers), {
    nameOf: (name) => name,
    change: async (name) => {
      const error = answers[name];
      if (error) throw error;
      return { result: 'DONE', note: 'enabled' };
    },
    tell: (outcome) => void told.push(outcome),
    refused: 'Not done',
  }).catch((error: unknown) => error);
  return { lines: told.map(outcomeColumns), failure };
};

it('goes on behind one that is refused, and fails at the end', async () => {
  expect(await run({ a: refusal, b: undefined })).toEqual({
    lines: ['FAILED\ta\tmailbox.not_found', 'DONE\tb\tenabled'],
    failure: new Error('Not done: 1 of 2'),
  });
});

it('counts what is kept for later as queued', async () => {
  expect(await run({ a: kept, b: undefined })).toEqual({
    lines: ['QUEUED\ta\tmail_provisioner.unavailable', 'DONE\tb\tenabled'],
    failure: undefined,
  });
});

it('stops at a failure of its own', async () => {
  const bug = new Error('no connection');
  expect(await run({ a: bug, b: undefined })).toEqual({ lines: [], failure: bug });
});
