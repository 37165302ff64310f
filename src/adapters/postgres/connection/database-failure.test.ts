import { DatabaseError } from 'pg';
import { describe, expect, it } from 'vitest';
import { failureOfConnecting, failureOfStatement, wasNeverSent, wasRefused } from './database-failure.ts';

const told = (code: string, severity = 'ERROR') =>
  Object.assign(new DatabaseError('as the server says', 1, 'error'), { code, severity });
const ofSocket = (code: string) => Object.assign(new Error(code), { code, syscall: 'read', errno: -1 });

describe('what a failed statement says of the database', () => {
  it.each([
    ['08000', 'away'],
    ['08003', 'away'],
    ['08006', 'away'],
    ['08P01', 'away'],
    ['57P01', 'away'],
    ['57P02', 'away'],
    ['57P03', 'away'],
    ['57P05', 'away'],
    ['25006', 'away'],
    ['25P03', 'away'],
    ['25P04', 'away'],
    ['53300', 'no_room'],
    ['53100', 'exhausted'],
    ['53200', 'exhausted'],
    ['58030', 'exhausted'],
    ['57014', 'overdue'],
    ['23505', undefined],
    ['40001', undefined],
    ['40P01', undefined],
    ['42P01', undefined],
    ['55P03', undefined],
    ['22P02', undefined],
  ])('%s: %s', (code, failure) => {
    expect(failureOfStatement(told(code))).toBe(failure);
  });

  it('takes whatever ended the session for a loss, with a code that is not known too', () => {
    expect(failureOfStatement(told('XX000', 'FATAL'))).toBe('away');
    expect(failureOfStatement(told('XX000', 'PANIC'))).toBe('away');
    expect(failureOfStatement(told('XX000'))).toBe(undefined);
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ECONNABORTED'])(
    'takes %s for a loss',
    (code) => {
      expect(failureOfStatement(ofSocket(code))).toBe('away');
    },
  );

  it.each([
    'Connection terminated',
    'Connection terminated unexpectedly',
    'Query read timeout',
    'Client has encountered a connection error and is not queryable',
    'Client was closed and is not queryable',
  ])('takes the driver’s "%s" for a loss', (message) => {
    expect(failureOfStatement(new Error(message))).toBe('away');
  });

  it('says nothing after a bug of ours', () => {
    expect(failureOfStatement(new TypeError('Client was passed a null or undefined query'))).toBe(undefined);
    expect(failureOfStatement(Object.assign(new Error('no file'), { code: 'MODULE_NOT_FOUND' }))).toBe(
      undefined,
    );
    expect(failureOfStatement('a text')).toBe(undefined);
  });
});

describe('what a failed attempt to connect says', () => {
  it.each([
    [ofSocket('ECONNREFUSED'), 'away'],
    [ofSocket('ENOTFOUND'), 'away'],
    [ofSocket('EAI_AGAIN'), 'away'],
    [new AggregateError([ofSocket('ECONNREFUSED'), ofSocket('ECONNREFUSED')]), 'away'],
    [new Error('Connection terminated due to connection timeout'), 'away'],
    [told('57P03', 'FATAL'), 'away'],
    [told('28P01', 'FATAL'), 'away'],
    [told('55000', 'FATAL'), 'away'],
    [told('3D000', 'FATAL'), 'away'],
    [told('53300', 'FATAL'), 'no_room'],
    [new Error('timeout exceeded when trying to connect'), 'no_room'],
    [told('53200', 'FATAL'), 'exhausted'],
  ])('%s: %s', (error, failure) => {
    expect(failureOfConnecting(error)).toBe(failure);
  });
});

describe('what became of a statement that failed', () => {
  it('was never sent on a connection known to be lost', () => {
    expect(wasNeverSent(new Error('Client has encountered a connection error and is not queryable'))).toBe(
      true,
    );
    expect(wasNeverSent(new Error('Connection terminated unexpectedly'))).toBe(false);
    expect(wasNeverSent(ofSocket('EPIPE'))).toBe(false);
  });

  it('was refused where the session goes on, and is unknown where it ended', () => {
    expect(wasRefused(told('57014'))).toBe(true);
    expect(wasRefused(told('53100'))).toBe(true);
    expect(wasRefused(told('57P01', 'FATAL'))).toBe(false);
    expect(wasRefused(new Error('Query read timeout'))).toBe(false);
  });
});
