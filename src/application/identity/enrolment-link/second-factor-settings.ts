export type SecondFactorSettings = Readonly<{
  /** Whether owners of mailboxes have an identity here, and so factors of their own. */
  isOffered: boolean;
  /** Address of the page of links to enrol with; their token is added to it. */
  enrolmentLinkPage: string;
}>;
