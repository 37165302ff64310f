import { MemoryMailer } from '../../src/adapters/memory/notification/memory-mailer.ts';
import { mailerContract } from '../contracts/mailer.contract.ts';

mailerContract('memory', async () => {
  const mailer = new MemoryMailer();
  return {
    mailer,
    delivered: () => mailer.sent.map(({ id, to, language }) => ({ id, to, language })),
    setDown: async (down) => mailer.setDown(down),
    refuseNext: (times, answer) => mailer.refuseNext(times, answer),
    reset: async () => mailer.reset(),
    close: async () => undefined,
  };
});
