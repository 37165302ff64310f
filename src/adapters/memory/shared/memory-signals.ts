import type { SignalListener, SignalSubscription, Signals } from '../../../application/shared/signals.ts';
import type { MemoryStore } from '../engine/memory-store.ts';

export class MemorySignals implements Signals {
  constructor(private readonly store: MemoryStore) {}

  listen(prefix: string, onSignal: (rest: string | undefined) => void): SignalListener {
    let isOpen = true;
    const stopListening = this.store.onCommit(({ topics }) => {
      for (const topic of topics) if (topic.startsWith(prefix)) onSignal(topic.slice(prefix.length));
    });
    return {
      isLive: () => isOpen,
      close: () => {
        isOpen = false;
        stopListening();
      },
    };
  }

  async subscribe(topic: string): Promise<SignalSubscription> {
    let isSignalled = false;
    let wake = (): void => undefined;
    const stopListening = this.store.onCommit(({ topics }) => {
      if (!topics.includes(topic)) return;
      isSignalled = true;
      wake();
    });
    return {
      next: async (timeoutMs) => {
        if (!isSignalled) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, timeoutMs);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        const wasSignalled = isSignalled;
        isSignalled = false;
        return wasSignalled;
      },
      close: () => {
        stopListening();
        wake();
      },
    };
  }
}
