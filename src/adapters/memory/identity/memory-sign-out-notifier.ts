import type { RegisteredClient } from '../../../application/identity/client/openid-client-repository.ts';
import type {
  NoticeOutcome,
  SignOutNotice,
  SignOutNotifier,
} from '../../../application/identity/provider/sign-out-notifier.ts';

/** Collects notices, and answers as it is told to. */
export class MemorySignOutNotifier implements SignOutNotifier {
  readonly notices: (SignOutNotice & Readonly<{ clientId: string }>)[] = [];
  outcome: NoticeOutcome = { result: 'delivered' };

  async notify({ clientId }: RegisteredClient, notice: SignOutNotice): Promise<NoticeOutcome> {
    this.notices.push({ clientId, ...notice });
    return this.outcome;
  }
}
