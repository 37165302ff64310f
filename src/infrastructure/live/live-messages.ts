import type { Watch } from '../../application/live/watch-changes.ts';
import { DomainError } from '../../domain/shared/errors.ts';
import type { LiveBounds } from './live-bounds.ts';
import type { LiveEnd, LiveMessage } from './live-message.ts';
import type { LiveStream } from './live-stream.ts';

type Deps = Readonly<{
  stream: LiveStream;
  watch: Watch;
  /** Whether the session of the reader is still there. */
  isSignedIn: () => Promise<boolean>;
  /** Whether what changes is heard of. */
  isLive: () => boolean;
  /** The end of a reader who is to come back, to another process or later. */
  leaving: () => LiveEnd;
  bounds: Pick<LiveBounds, 'quietMs' | 'lookMs'>;
}>;

/** Tells a reader what changes, until one of both leaves. Session and access are looked at before each message. */
export async function* liveMessages(deps: Deps): AsyncGenerator<LiveMessage, void> {
  const { stream, bounds } = deps;
  try {
    stream.offered();
    yield { type: 'begun' };
    stream.taken();
    while (!stream.isClosed) {
      await stream.news(bounds.lookMs);
      if (!stream.isClosed && !stream.ending) {
        const ending = await whyOver(deps);
        if (ending) stream.end(ending);
      }
      if (stream.ending) {
        yield { type: 'ended', ...stream.ending };
        return;
      }
      const changes = stream.take();
      if (changes === undefined) continue;
      stream.offered();
      yield { type: 'changed', changes };
      stream.taken();
      await stream.quiet(bounds.quietMs);
    }
  } finally {
    stream.close();
  }
}

/** Why nothing more may be told; undefined when it may. Who cannot find out, tells nothing. */
async function whyOver({ stream, watch, isSignedIn, isLive, leaving }: Deps): Promise<LiveEnd | undefined> {
  try {
    if (!(await isSignedIn())) return { reason: 'session_ended', comeBackMs: null };
    stream.watch(await watch.look());
  } catch (error) {
    const isRefused = error instanceof DomainError && ['not_found', 'forbidden'].includes(error.kind);
    return isRefused ? { reason: 'access_ended', comeBackMs: null } : leaving();
  }
  // Lost a moment ago, it is usually heard again in a second: then everything is told to be asked for.
  return isLive() || stream.hasNews ? undefined : leaving();
}
