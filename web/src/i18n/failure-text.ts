import i18next from 'i18next';
import type { Failure } from '../lib/failure.ts';

/** What a failure means, in the words of people. A code of a newer server than this page has the general text. */
export function failureText({
  code,
  httpStatus,
  params,
}: Pick<Failure, 'code' | 'params'> & Partial<Pick<Failure, 'httpStatus'>>): string {
  const options = { ns: 'failures', keySeparator: false, nsSeparator: false, ...params } as const;
  const known = [code, `status_${httpStatus}`].find((key) => i18next.exists(key, options));
  // `exists` found a text for it: the types know those of the server at the time of the build.
  return i18next.t([known ?? 'unexpected'], '', options);
}
