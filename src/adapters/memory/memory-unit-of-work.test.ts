import { describe, expect, it } from 'vitest';
import type { Repositories } from '../../application/unit-of-work.ts';
import { MemoryStore } from './engine/memory-store.ts';
import { MemoryUnitOfWork } from './memory-unit-of-work.ts';

describe('MemoryUnitOfWork', () => {
  it('refuses to nest, rather than wait for itself', async () => {
    const unitOfWork = new MemoryUnitOfWork(new MemoryStore());
    const nesting = unitOfWork.run(() => unitOfWork.run(async () => 'inner'));
    await expect(nesting).rejects.toThrow('do not nest');
    expect(await unitOfWork.run(async () => 'next')).toBe('next');
  });

  it('runs one transaction at a time, in the order they were asked for', async () => {
    const unitOfWork = new MemoryUnitOfWork(new MemoryStore());
    const trace: string[] = [];
    const run = (name: string) =>
      unitOfWork.run(async ({ users }) => {
        trace.push(`${name} begins`);
        await users.findBySub('nobody');
        trace.push(`${name} ends`);
      });
    await Promise.all([run('a'), run('b')]);
    expect(trace).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
  });

  it('refuses calls of a transaction that is over', async () => {
    const unitOfWork = new MemoryUnitOfWork(new MemoryStore());
    let kept: Repositories | undefined;
    await unitOfWork.run(async (repositories) => {
      kept = repositories;
    });
    await expect(kept?.mailDomains.takeUnconfirmed('a.example')).rejects.toThrow('over');
  });

  it('starts empty, apart from any other store', async () => {
    const [one, another] = [new MemoryUnitOfWork(new MemoryStore()), new MemoryUnitOfWork(new MemoryStore())];
    await one.run(({ mailDomains }) => mailDomains.rememberUnconfirmed('a.example', new Date(0)));
    expect(await another.run(({ mailDomains }) => mailDomains.takeUnconfirmed('a.example'))).toBe(false);
  });
});
