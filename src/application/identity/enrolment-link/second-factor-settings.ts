export type SecondFactorSettings = Readonly<{
  /** Whether owners of mailboxes have an identity here, and so factors of their own. */
  isOffered: boolean;
  /** From when on every domain requires a second factor: the beginning of a day, UTC; null where each domain decides. */
  requiredFrom: Date | null;
  /** Address of the page where owners enrol. */
  accountPage: string;
  /** Address of the page of links to enrol with; their token is added to it. */
  enrolmentLinkPage: string;
}>;
