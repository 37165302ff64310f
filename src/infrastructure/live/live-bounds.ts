/** What bounds the streams of a process. */
export type LiveBounds = Readonly<{
  /** Least time between two messages: however much changes, a page asks again once in it. */
  quietMs: number;
  /** How often session and access are looked at where nothing changes. */
  lookMs: number;
  /** How long a reader may leave a message untaken before its connection is cut. */
  unreadMs: number;
  /** How many readers are told of one thing within a second: each of them asks again then. */
  toldASecond: number;
  mostOfOnePerson: number;
  mostOfAll: number;
}>;

export const USUAL_BOUNDS: LiveBounds = {
  quietMs: 1_000,
  lookMs: 30_000,
  unreadMs: 60_000,
  toldASecond: 100,
  mostOfOnePerson: 5,
  mostOfAll: 2_000,
};
