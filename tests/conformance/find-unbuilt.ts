import type { Interaction } from './recordings.ts';
import type { ReplayedApplication } from './replayed-application.ts';

/**
 * Parts of the contract that are still being built: missing routes in them are not replayed. Elsewhere they are
 * differences.
 */
const BEING_BUILT: readonly RegExp[] = [];

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** The reference's methods at a path of an interaction, as far as its answer lists them. */
const recordedMethods = ({ response }: Interaction): readonly string[] =>
  (response.headers['Allow'] ?? '').split(', ').filter((method) => METHODS.includes(method));

/** Ids and names in a path, which do not affect its methods. */
const routeOf = (path: string): string =>
  path.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/gi, ':id').replace(/(mail-domains)\/(?!:id)[^/]+/, '$1/:slug');

/** Whether the reference has nothing at that path either. */
const isNowhere = ({ response }: Interaction): boolean =>
  response.status === 404 && String(response.headers['Content-Type']).startsWith('text/html');

type Unbuilt = Readonly<{
  /** Why the interaction cannot be replayed; undefined when the application has all that it needs. */
  reason?: string;
  /** Methods that will be served at that path one day, and are no part of `Allow` yet. */
  methods: readonly string[];
}>;

/** What the application lacks to answer, found by asking it. */
export async function findUnbuilt(
  interaction: Interaction,
  application: Pick<ReplayedApplication, 'methodsAt'>,
): Promise<Unbuilt> {
  const { request } = interaction;
  if (!BEING_BUILT.some((part) => part.test(request.path))) return { methods: [] };
  const served = await application.methodsAt(request);
  if (served === undefined) {
    return isNowhere(interaction)
      ? { methods: [] }
      : { reason: `${routeOf(request.path)} is not built`, methods: [] };
  }
  if (served === 'any') return { methods: [] };
  const methods = recordedMethods(interaction).filter((method) => !served.includes(method));
  return methods.includes(request.method)
    ? { reason: `${request.method} ${routeOf(request.path)} is not built`, methods }
    : { methods };
}
