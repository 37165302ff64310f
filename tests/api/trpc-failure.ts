import { TRPCClientError } from '@trpc/client';
import type { AppRouter } from 'regie/client';

type TrpcFailure = Readonly<{
  httpStatus: number;
  code: string;
  domainCode: string | null;
  params: unknown;
  isKept: boolean;
  message: string;
  /** All that travelled, to look for what should not. */
  text: string;
}>;

/** How a tRPC call failed, as its client sees it. @throws anything but a procedure's failure, a success included */
export async function trpcFailure(call: Promise<unknown>): Promise<TrpcFailure> {
  const error = await call.then(
    () => new Error('The call succeeded'),
    (reason: unknown) => reason,
  );
  if (!(error instanceof TRPCClientError)) throw error;
  const { data, message, shape } = error as TRPCClientError<AppRouter>;
  if (!data) throw error;
  const { httpStatus, code, domainCode, params, isKept } = data;
  return { httpStatus, code, domainCode, params, isKept, message, text: JSON.stringify(shape) };
}
