import { describe, expect, it } from 'vitest';
import type { LogFields } from '../../../application/shared/logger.ts';
import { OutageLog } from './outage-log.ts';

const SECOND = 1_000;

function open() {
  let now = 0;
  const lines: (readonly [string, string, LogFields | undefined])[] = [];
  const logger = {
    info: (message: string, fields?: LogFields) => void lines.push(['info', message, fields]),
    warn: (message: string, fields?: LogFields) => void lines.push(['warn', message, fields]),
    error: (message: string, fields?: LogFields) => void lines.push(['error', message, fields]),
  };
  return {
    log: new OutageLog(logger, () => now),
    lines,
    pass: (ms: number) => {
      now += ms;
    },
  };
}
const reset = Object.assign(new Error('read'), { code: 'ECONNRESET' });

describe('the log of outages', () => {
  it('tells an outage once as an error, and once that it is over', () => {
    const { log, lines, pass } = open();
    for (let n = 0; n < 500; n += 1) {
      log.failed('away', reset);
      pass(20);
    }
    log.lostConnection(reset);
    log.worked();
    expect(lines).toEqual([['error', 'the database cannot be used', { failure: 'away' }]]);
    pass(5 * SECOND);
    log.worked();
    log.worked();
    expect(lines.slice(1)).toEqual([
      ['warn', 'it is over: the database cannot be used', { seconds: 10, failures: 500, connections: 1 }],
    ]);
  });

  it('does not begin anew while it flaps', () => {
    const { log, lines, pass } = open();
    for (let n = 0; n < 100; n += 1) {
      log.failed('no_room', reset);
      pass(SECOND);
      log.worked();
      pass(SECOND);
    }
    expect(lines).toHaveLength(1);
  });

  it('tells the next one again', () => {
    const { log, lines, pass } = open();
    for (let n = 0; n < 3; n += 1) {
      log.failed('away', reset);
      pass(6 * SECOND);
      log.worked();
    }
    expect(lines.map(([level]) => level)).toEqual(['error', 'warn', 'error', 'warn', 'error', 'warn']);
  });

  it('tells statements that take too long apart from a database that is away', () => {
    const { log, lines } = open();
    log.failed('overdue', reset);
    log.failed('overdue', reset);
    log.failed('away', reset);
    expect(lines.map(([, message]) => message)).toEqual([
      'statements take too long for the database',
      'the database cannot be used',
    ]);
  });

  it('takes lost idle connections for no outage, and logs many at once in one line', () => {
    const { log, lines, pass } = open();
    for (let n = 0; n < 20; n += 1) log.lostConnection(reset);
    pass(6 * SECOND);
    log.lostConnection(reset);
    expect(lines.map(([level]) => level)).toEqual(['warn', 'warn']);
  });
});
