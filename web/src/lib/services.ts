import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';

const MOST = 100;

const service = z.object({
  name: z.string().trim().min(1).max(100),
  // Nothing else may be behind a link: `javascript:` would be one of ours.
  url: z.url({ protocol: /^https?$/ }),
});

/** As La Suite lists them; a line that cannot be read is left out. */
const listing = z.object({
  services: z.array(z.unknown()).transform((lines) =>
    lines
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
      const answer = await fetch(address, { credentials: 'omit', referrerPolicy: 'no-referrer', signal });
      if (!answer.ok) throw new Error(`services: ${answer.status}`);
      return listing.parse(await answer.json()).services;
    },
  });
