import type { SignalPublisher } from '../../../application/shared/signals.ts';

/** Collects the topics of a transaction, which are published at commit. */
export class MemorySignalPublisher implements SignalPublisher {
  constructor(private readonly topics: string[]) {}

  async publish(topic: string): Promise<void> {
    this.topics.push(topic);
  }

  async publishAll(topics: readonly string[]): Promise<void> {
    this.topics.push(...topics);
  }
}
