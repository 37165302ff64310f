/** `unknown`: could not be looked at, because of something else that is wrong. */
export type Verdict = 'right' | 'doubtful' | 'wrong' | 'unknown';

/** What a look at one thing found. */
export type Finding = Readonly<{
  /** The part of the installation, such as `database`. */
  area: string;
  verdict: Verdict;
  /** What is so, in a sentence without secrets. */
  what: string;
  /** What to do about it; missing where nothing has to be done. */
  todo?: string;
}>;

/** Looks at one part of an installation and changes nothing. What it throws is told as a finding of that part. */
export type Look = () => Promise<readonly Finding[]>;

/** Findings about `area`. */
export const findingsOf = (area: string) => ({
  right: (what: string): Finding => ({ area, verdict: 'right', what }),
  doubtful: (what: string, todo: string): Finding => ({ area, verdict: 'doubtful', what, todo }),
  wrong: (what: string, todo: string): Finding => ({ area, verdict: 'wrong', what, todo }),
  unknown: (what: string): Finding => ({ area, verdict: 'unknown', what }),
});
