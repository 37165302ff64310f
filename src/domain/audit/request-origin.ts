/** Channels through which changes arrive. */
export const ORIGIN_CHANNELS = [
  'session',
  'access_token',
  'resource_server',
  'api_key',
  'command_line',
  'job',
] as const;
export type OriginChannel = (typeof ORIGIN_CHANNELS)[number];

/** Where a request came from, as far as we know. */
export type RequestOrigin = Readonly<{
  /** IP address of the client, in text; null when unknown, and where there is no client. */
  address: string | null;
  /** Id of the request, as in its log lines. */
  requestId: string | null;
  via: OriginChannel;
  /** The program that calls for the person: client id of an access token, or name of an API key. */
  client: string | null;
}>;

/** The origin of commands run on the server. */
export const COMMAND_LINE_ORIGIN: RequestOrigin = {
  address: null,
  requestId: null,
  via: 'command_line',
  client: null,
};

/** The origin of work done after commit, by no client. */
export const JOB_ORIGIN: RequestOrigin = { address: null, requestId: null, via: 'job', client: null };
