import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from '../server/client.ts';

/**
 * Failures that have no code of the server's (nothing came back, what was sent cannot be read, something broke), and what is
 * said of a code without a text of its own, by its status.
 */
export const OWN_FAILURES = [
  'network',
  'request_unreadable',
  'unexpected',
  'status_401',
  'status_403',
  'status_404',
  'status_409',
  'status_429',
  'status_503',
] as const;

/** Header of each answer with the id under which the server's log has its request. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** Why a request failed, for people and for those who look into it. */
export type Failure = Readonly<{
  /** The server's stable code, or one of `OWN_FAILURES`. */
  code: string;
  httpStatus: number | undefined;
  /** What the text of the code may quote. */
  params: Readonly<Record<string, string>>;
  /** Under which the server's log has it. */
  requestId: string | undefined;
  /** Whether the request is stored, and is carried out as soon as that is possible. */
  isKept: boolean;
}>;

const responseOf = (error: TRPCClientError<AppRouter>): Response | undefined => {
  const response = error.meta?.['response'];
  return response instanceof Response ? response : undefined;
};

const codeOf = ({ data }: TRPCClientError<AppRouter>): string => {
  if (data == null) return 'network';
  if (data.domainCode !== null) return data.domainCode;
  return data.httpStatus === 400 ? 'request_unreadable' : 'unexpected';
};

/** Where the server's schemas refused an input: the first step of the path of each problem. */
export function refusedFields(error: unknown): readonly string[] {
  if (!(error instanceof TRPCClientError) || failureOf(error).code !== 'request_unreadable') return [];
  try {
    const issues: unknown = JSON.parse(error.message);
    return Array.isArray(issues) ? issues.map(({ path }) => String(path?.[0])) : [];
  } catch {
    return [];
  }
}

/** Reads any error; one that did not come from the server is unexpected. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof TRPCClientError)) {
    return { code: 'unexpected', httpStatus: undefined, params: {}, requestId: undefined, isKept: false };
  }
  const typed: TRPCClientError<AppRouter> = error;
  const response = responseOf(typed);
  return {
    code: response !== undefined && typed.data == null ? 'unexpected' : codeOf(typed),
    httpStatus: typed.data?.httpStatus ?? response?.status,
    params: typed.data?.params ?? {},
    requestId: response?.headers.get(REQUEST_ID_HEADER) ?? undefined,
    isKept: typed.data?.isKept ?? false,
  };
}

/** What a kept request waits for, as the key of its text. */
export const keptKey = ({ code }: Pick<Failure, 'code'>) =>
  code === 'installation.quarantined' ? 'kit.keptInQuarantine' : 'kit.kept';

export const isSignedOut = (error: unknown): boolean => failureOf(error).httpStatus === 401;
export const isForbidden = (error: unknown): boolean => failureOf(error).httpStatus === 403;
export const isNotFound = (error: unknown): boolean => failureOf(error).httpStatus === 404;

/** Whether another try may succeed: nothing came back, or another system is down. */
export const mayPass = (error: unknown): boolean => {
  const { code, httpStatus } = failureOf(error);
  return code === 'network' || httpStatus === 503;
};
