import { queryClient, regie, trpc } from '../trpc.ts';
import { type Change, isAffected, type LiveMessage } from './affected.ts';
import { type OpenStream, stayConnected } from './stay-connected.ts';

/** How often a page asks again of itself: while it is told nothing, and while it is told, for what changes with time alone. */
const ALONE_MS = 15_000;
const TOLD_MS = 60_000;

/** Asks again for what may be another by now. What is under way already is not asked twice. */
const askAgain = (changes: readonly Change[] | null, slug: string | undefined): void =>
  void queryClient.invalidateQueries(
    { predicate: (query) => isAffected(query, changes, slug) },
    { cancelRefetch: changes !== null },
  );

/**
 * Follows what changes of one domain, or of all that the person has, so that pages show it by themselves. Where the server
 * cannot tell, because a proxy or somebody's sixth window is in the way, the page asks from time to time.
 *
 * @returns how to stop
 */
export function followChanges(slug: string | undefined): () => void {
  const open: OpenStream = ({ begun, over }) => {
    const hear = (message: LiveMessage): void => {
      if (message.type === 'begun') {
        begun();
        askAgain(null, slug);
      } else if (message.type === 'changed') askAgain(message.changes, slug);
      else {
        over(message.comeBackMs);
        if (message.reason === 'access_ended') askAgain(null, slug);
        // The answer says that nobody is signed in, and then the page does.
        if (message.reason === 'session_ended') {
          void queryClient.invalidateQueries(trpc.users.me.queryFilter());
        }
      }
    };
    const handlers = {
      onData: hear,
      onError: () => over(),
      onComplete: () => over(),
      onConnectionStateChange: ({ error }: { error: unknown }) => {
        // Browsers would open another one after a time that is the same for all pages.
        if (error !== null && error !== undefined) over();
      },
    };
    const subscription =
      slug === undefined
        ? regie.live.ownMailDomains.subscribe(undefined, handlers)
        : regie.live.mailDomain.subscribe({ slug }, handlers);
    return () => subscription.unsubscribe();
  };
  let isTold = false;
  let askedAt = Date.now();
  const leave = stayConnected(open, (isOpen) => {
    isTold = isOpen;
  });
  const poll = window.setInterval(() => {
    const isDue = Date.now() - askedAt >= (isTold ? TOLD_MS : ALONE_MS);
    if (!isDue || document.visibilityState === 'hidden') return;
    askedAt = Date.now();
    askAgain(null, slug);
  }, ALONE_MS);
  return () => {
    window.clearInterval(poll);
    leave();
  };
}
