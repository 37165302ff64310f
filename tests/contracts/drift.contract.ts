import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { lineMaker } from '../../src/application/provisioning/drift-lines.ts';
import type { DriftRun } from '../../src/application/provisioning/drift-repository.ts';
import { queueComparison } from '../../src/application/provisioning/queue-comparison.ts';
import type { DriftLine } from '../../src/domain/provisioning/drift.ts';
import { makeDriftLine } from '../builders/make-drift-line.ts';
import { makeMailDomain } from '../builders/make-mail-domain.ts';
import { makeMailbox } from '../builders/make-mailbox.ts';
import { minutesLater } from '../builders/moments.ts';
import { newId } from '../builders/new-id.ts';
import type { StorageHarness } from '../support/storage-harness.ts';

export const driftContract = (name: string, open: () => Promise<StorageHarness>) =>
  describe(`drift contract: ${name}`, async () => {
    const { unitOfWork, driftQueries, reset, close } = await open();
    const mailDomain = makeMailDomain({ status: 'enabled' });
    const otherDomain = makeMailDomain({ status: 'enabled' });
    const mailDomainId = mailDomain.id;
    const everything = { number: 1, size: 100, order: [{ field: 'address' as const, descending: false }] };

    beforeEach(async () => {
      await reset();
      await unitOfWork.run(async ({ mailDomains }) => {
        await mailDomains.insert(mailDomain);
        await mailDomains.insert(otherDomain);
      });
    });
    afterAll(close);

    const put = (minute: number, ...lines: readonly DriftLine[]) =>
      unitOfWork.run(({ drift }) => drift.putLines(minutesLater(minute), lines));
    const list = async (filter = {}) =>
      (await driftQueries.page(mailDomainId, { withIgnored: true, ...filter }, everything)).items;
    const run = (given: Partial<DriftRun> = {}): DriftRun => ({
      mailDomainId,
      startedAt: minutesLater(1),
      endedAt: null,
      state: 'running',
      failure: null,
      rows: 0,
      inconclusive: [],
      ...given,
    });
    const save = (saved: DriftRun) => unitOfWork.run(({ drift }) => drift.saveRun(saved));
    const findRun = () => unitOfWork.run(({ drift }) => drift.findRun(mailDomainId));

    it('keeps the latest run of a domain', async () => {
      expect(await findRun()).toBeUndefined();
      expect(await driftQueries.run(mailDomainId)).toBeUndefined();
      await save(run());
      const ended = run({
        state: 'interrupted',
        failure: 'mail_provisioner.unavailable',
        rows: 12,
        inconclusive: [{ object: 'alias', untoldRows: 3 }],
        endedAt: minutesLater(2),
      });
      await save(ended);
      expect(await findRun()).toEqual(ended);
      await save(run({ startedAt: minutesLater(5) }));
      await save(ended);
      expect(await findRun()).toEqual(run({ startedAt: minutesLater(5) }));
    });

    it('returns lines as they were stored, by address', async () => {
      const first = makeDriftLine({
        mailDomainId,
        address: 'a@commune.fr',
        finding: 'skipped',
        reason: 'name_taken',
      });
      const second = makeDriftLine({
        mailDomainId,
        address: 'b@commune.fr',
        finding: 'differing',
        here: { firstName: 'Zoë', lastName: "d'Été", isActive: false },
      });
      const alias = makeDriftLine({
        mailDomainId,
        object: 'alias',
        address: 'b@commune.fr',
        destination: 'z@ailleurs.fr',
        finding: 'missing_there',
        there: null,
      });
      await put(1, second, first, alias);
      await put(1);
      expect(await list({ findings: ['skipped', 'differing'] })).toEqual([first, second]);
      expect(await list({ findings: ['missing_there'] })).toEqual([alias]);
      expect(await list()).toHaveLength(3);
      expect(await unitOfWork.run(({ drift }) => drift.lockLines(mailDomainId, [second.id]))).toEqual([
        second,
      ]);
    });

    it('keeps lines of one domain from the other', async () => {
      const line = makeDriftLine({ mailDomainId: otherDomain.id });
      await put(1, line);
      expect(await list()).toEqual([]);
      expect(await unitOfWork.run(({ drift }) => drift.lockLines(mailDomainId, [line.id, newId()]))).toEqual(
        [],
      );
      expect(await unitOfWork.run(({ drift }) => drift.lockLines(mailDomainId, []))).toEqual([]);
    });

    it('lets a line found again stay ignored as long as it says the same', async () => {
      const line = makeDriftLine({ mailDomainId, address: 'a@commune.fr' });
      await put(1, line);
      await unitOfWork.run(({ drift }) => drift.markIgnored([line.id], true));
      const again = makeDriftLine({ mailDomainId, address: 'a@commune.fr', foundAt: minutesLater(2) });
      await put(2, again);
      expect(await list()).toEqual([{ ...line, isIgnored: true }]);
      expect(await list({ withIgnored: false })).toEqual([]);
      const changed = {
        ...makeDriftLine({ mailDomainId, address: 'a@commune.fr', foundAt: minutesLater(3) }),
        there: { firstName: 'Anna', lastName: 'Da Costa', isActive: true },
      };
      await put(3, changed);
      expect(await list({ withIgnored: false })).toEqual([changed]);
    });

    it('forgets what no later run found', async () => {
      const gone = makeDriftLine({ mailDomainId });
      const again = makeDriftLine({ mailDomainId });
      const elsewhere = makeDriftLine({ mailDomainId: otherDomain.id });
      await put(1, gone, again, elsewhere);
      await put(2, again);
      const alias = makeDriftLine({ mailDomainId, object: 'alias', destination: 'z@ailleurs.fr' });
      await put(1, alias);
      await unitOfWork.run(({ drift }) =>
        drift.removeLinesBefore(mailDomainId, minutesLater(2), { object: 'mailbox' }),
      );
      expect(new Set(await list())).toEqual(new Set([again, alias]));
      await unitOfWork.run(({ drift }) =>
        drift.removeLinesBefore(mailDomainId, minutesLater(2), { object: 'alias' }),
      );
      expect(await list()).toEqual([again]);
      expect(await unitOfWork.run(({ drift }) => drift.lockLines(otherDomain.id, [elsewhere.id]))).toEqual([
        elsewhere,
      ]);
      await unitOfWork.run(({ drift }) => drift.removeLines([again.id]));
      expect(await list()).toEqual([]);
    });

    it('forgets only what it is asked to', async () => {
      const [kept, told, other, later] = ['a', 'b', 'b', 'c'].map((letter, index) =>
        makeDriftLine({
          mailDomainId,
          object: 'alias',
          address: `${letter}@commune.fr`,
          destination: `${index}@ailleurs.fr`,
        }),
      ) as [DriftLine, DriftLine, DriftLine, DriftLine];
      await put(1, kept, told, other);
      await put(2, later);
      const forget = (things: readonly DriftLine[]) =>
        unitOfWork.run(({ drift }) =>
          drift.removeLinesBefore(mailDomainId, minutesLater(2), { object: 'alias', things }),
        );
      await forget([]);
      expect(await list()).toHaveLength(4);
      await forget([told, later]);
      expect(new Set(await list())).toEqual(new Set([kept, other, later]));
    });

    it('takes of several lines about the same thing the last', async () => {
      const line = makeDriftLine({ mailDomainId, address: 'a@commune.fr' });
      const last: DriftLine = { ...line, finding: 'skipped', reason: 'unreadable' };
      await put(1, line, last);
      expect(await list()).toEqual([last]);
    });

    it('takes lines about whatever another system may have written', async () => {
      const toLine = lineMaker({ next: newId }, 'alias');
      const text = `a\0\ud835${'𝔸'.repeat(2_000)}`;
      const comparison = { mailDomain, startedAt: minutesLater(1) };
      const line = toLine(comparison, {
        address: text,
        destination: text,
        finding: 'skipped',
        reason: 'unreadable',
      });
      await put(1, line);
      const shown = `a\ufffd\ufffd${'𝔸'.repeat(251)}`;
      expect(await list()).toEqual([{ ...line, address: shown, destination: shown }]);
    });

    it('counts the lines of each finding', async () => {
      await save(run());
      await put(
        1,
        makeDriftLine({ mailDomainId, finding: 'imported' }),
        makeDriftLine({ mailDomainId, finding: 'imported' }),
        makeDriftLine({ mailDomainId, finding: 'skipped', reason: 'technical' }),
        makeDriftLine({ mailDomainId: otherDomain.id, finding: 'missing_there' }),
      );
      expect(await driftQueries.run(mailDomainId)).toEqual({
        ...run(),
        counts: { imported: 2, skipped: 1, missing_here: 0, missing_there: 0, differing: 0 },
        ignored: 0,
        toSettle: 1,
      });
    });

    it('counts what is ignored, and what is left to settle', async () => {
      await save(run());
      const lines = (['imported', 'skipped', 'missing_here', 'missing_there'] as const).map((finding) =>
        makeDriftLine({ mailDomainId, finding }),
      );
      await put(1, ...lines);
      await unitOfWork.run(async ({ drift }) => {
        await drift.hold(mailDomainId);
        await drift.markIgnored(
          lines.slice(0, 3).map(({ id }) => id),
          true,
        );
        await drift.markIgnored(
          lines.slice(2).map(({ id }) => id),
          false,
        );
        await drift.markIgnored([], true);
      });
      expect(await driftQueries.run(mailDomainId)).toMatchObject({ ignored: 2, toSettle: 2 });
      await unitOfWork.run(({ drift }) => drift.removeLines(lines.map(({ id }) => id)));
      await unitOfWork.run(({ drift }) => drift.removeLines([]));
      expect(await driftQueries.run(mailDomainId)).toMatchObject({ ignored: 0, toSettle: 0 });
    });

    it('finds lines by parts of their address and destination', async () => {
      const ana = makeDriftLine({ mailDomainId, address: 'ana.roy@commune.fr' });
      const alias = makeDriftLine({
        mailDomainId,
        object: 'alias',
        address: 'contact@commune.fr',
        destination: 'Zoé@xn--vry-9la.fr',
      });
      await put(1, ana, alias);
      for (const [search, found] of [
        ['ROY', [ana]],
        ['zoe', [alias]],
        ['évry', [alias]],
        ['xn--vry', [alias]],
        [['contact', 'ZOÉ'], [alias]],
        ['%', []],
        ['', [ana, alias]],
      ] as const) {
        expect(await list({ search }), String(search)).toEqual(found);
      }
    });

    it('tells whether a comparison waits for its turn', async () => {
      expect(await driftQueries.isQueued(mailDomainId)).toBe(false);
      await unitOfWork.run(({ outbox }) => queueComparison(outbox, mailDomainId));
      expect(await driftQueries.isQueued(mailDomainId)).toBe(true);
      expect(await driftQueries.isQueued(otherDomain.id)).toBe(false);
    });

    it('cuts pages out', async () => {
      const lines = [...'abcde'].map((letter) =>
        makeDriftLine({ mailDomainId, address: `${letter}@commune.fr` }),
      );
      await put(1, ...lines);
      const page = await driftQueries.page(mailDomainId, {}, { ...everything, number: 2, size: 2 });
      expect(page).toEqual({ total: 5, items: lines.slice(2, 4) });
    });

    it('finds a domain by its name', async () => {
      await unitOfWork.run(({ mailboxes }) => mailboxes.insert(makeMailbox({ mailDomainId })));
      const { id, slug } = mailDomain;
      expect(await driftQueries.findSubject(mailDomain.name)).toEqual({ id, slug, mailboxes: 1 });
      expect(await driftQueries.findSubject('unknown.fr')).toBeUndefined();
    });

    it('goes with its domain', async () => {
      await save(run());
      await put(1, makeDriftLine({ mailDomainId }));
      await unitOfWork.run(({ mailDomains }) => mailDomains.delete(mailDomainId));
      expect(await driftQueries.run(mailDomainId)).toBeUndefined();
      expect(await list()).toEqual([]);
    });
  });
