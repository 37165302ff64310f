import { z } from 'zod';

const acrRequest = z.object({
  essential: z.boolean().optional().catch(undefined),
  value: z.string().optional().catch(undefined),
  values: z.array(z.unknown()).optional().catch(undefined),
});
const claimsRequest = z.object({
  id_token: z.object({ acr: acrRequest.optional().catch(undefined) }).optional(),
});

/** Levels (`acr`) that a client asks for. */
export type AskedLevels = Readonly<{
  /** It must be told one of these (OpenID Connect Core 1.0, section 5.5.1.1); undefined: any will do. */
  essential: readonly string[] | undefined;
  /** It would like one of these. */
  voluntary: readonly string[];
}>;

function claimsOf(written: unknown) {
  if (typeof written !== 'string') return undefined;
  try {
    return claimsRequest.safeParse(JSON.parse(written)).data?.id_token?.acr;
  } catch {
    return undefined;
  }
}

/** @param params of an authorization request */
export function askedLevels(params: Readonly<Record<string, unknown>> | undefined): AskedLevels {
  const acr = claimsOf(params?.['claims']);
  const { value, values = [] } = acr ?? {};
  const named = [value, ...values].filter((level) => typeof level === 'string');
  const wished = params?.['acr_values'];
  const words = typeof wished === 'string' ? wished.split(' ').filter((word) => word !== '') : [];
  if (acr?.essential !== true) return { essential: undefined, voluntary: [...named, ...words] };
  return { essential: named.length === 0 ? undefined : named, voluntary: words };
}
