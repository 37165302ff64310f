import { describe, expect, it } from 'vitest';
import type { AuditEntryView } from '../../application/audit/audit-queries.ts';
import { JOB_ORIGIN } from '../../domain/audit/request-origin.ts';
import type { AuditEntryId } from '../../domain/shared/ids.ts';
import { AUDIT_FORMATS, formatAuditLog } from './audit-formats.ts';

const makeEntry = (given: Partial<AuditEntryView> = {}): AuditEntryView => ({
  id: '1' as AuditEntryId,
  occurredAt: new Date('2026-11-23T10:00:00Z'),
  action: 'team.created',
  objectType: 'team',
  objectId: 'x',
  label: 'Voirie',
  organizationId: null,
  actorId: null,
  actor: null,
  subjectId: null,
  subject: null,
  origin: JOB_ORIGIN,
  details: {},
  ...given,
});

async function* some(...entries: readonly AuditEntryView[]) {
  yield* entries;
}
const textOf = async (stream: AsyncIterable<Buffer | string>) => {
  let text = '';
  for await (const chunk of stream) text += chunk.toString();
  return text;
};

describe.each(AUDIT_FORMATS)('%s', (format) => {
  it('reads as fast as it is read, and stops with its reader', async () => {
    let read = 0;
    let isOver = false;
    async function* endless() {
      try {
        for (;;) {
          read += 1;
          yield makeEntry({ label: 'x'.repeat(1000) });
        }
      } finally {
        isOver = true;
      }
    }
    const stream = formatAuditLog(endless(), format);
    for await (const _chunk of stream) break;
    await expect.poll(() => isOver).toBe(true);
    expect(read).toBeLessThan(1000);
  });

  it('fails when reading fails', async () => {
    async function* broken() {
      yield makeEntry();
      throw new Error('the database is gone');
    }
    await expect(textOf(formatAuditLog(broken(), format))).rejects.toThrow('the database is gone');
  });
});

describe('csv', () => {
  it('gives a label of two lines one row and no formula', async () => {
    const label = "x\n=cmd|' /C calc'!A0";
    const text = await textOf(formatAuditLog(some(makeEntry({ label })), 'csv'));
    expect(text.split('\r\n')).toHaveLength(3);
    expect(text).toContain(`,"x\n'=cmd|' /C calc'!A0",`);
  });

  it.each(['=1+1', '+1', '-1', '@a', '\ta', '\ra'])('has no formula: %j', async (label) => {
    expect(await textOf(formatAuditLog(some(makeEntry({ label })), 'csv'))).toContain(`'${label}`);
  });

  it('has its columns also when there is nothing', async () => {
    expect(await textOf(formatAuditLog(some(), 'csv'))).toMatch(/^id,occurred_at,.*,details\r\n$/);
    expect(await textOf(formatAuditLog(some(), 'excel'))).toMatch(/^\ufeffid;occurred_at;.*;details\r\n$/);
  });
});
