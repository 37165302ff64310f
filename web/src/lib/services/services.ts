import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { readText } from './read-text.ts';

/** Services that are shown, lines that are looked at for them, and what is read of an answer and waited for it. */
const MOST = 100;
const MOST_LINES = 1_000;
const MOST_BYTES = 1_000_000;
const LONGEST_MS = 10_000;

const service = z.object({
  name: z.string().trim().min(1).max(100),
  // Nothing else may be behind a link: `javascript:` would be one of ours.
  url: z.url({ protocol: /^https?$/ }).max(2_000),
});

/** As La Suite lists them; a line that cannot be read is left out. */
const listing = z.object({
  services: z.array(z.unknown()).transform((lines) =>
    lines
      .slice(0, MOST_LINES)
      .map((line) => service.safeParse(line).data)
      .filter((one) => one !== undefined)
      .slice(0, MOST),
  ),
});

/** The services that the installation's list has. Its server is told nothing of who asks. */
export const servicesQuery = (address: string) =>
  queryOptions({
    queryKey: ['services', address],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const answer = await fetch(address, {
        credentials: 'omit',
        referrerPolicy: 'no-referrer',
        signal: AbortSignal.any([signal, AbortSignal.timeout(LONGEST_MS)]),
      });
      if (!answer.ok) throw new Error(`services: ${answer.status}`);
      return listing.parse(JSON.parse(await readText(answer, MOST_BYTES))).services;
    },
  });
