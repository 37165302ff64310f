import { expect, it } from 'vitest';
import { withTokenType } from './with-token-type.ts';

it.each([
  [200, '{"access_token":"a"}', '{"token_type":"Bearer","access_token":"a"}'],
  [200, '{"access_token":"a","token_type":"DPoP"}', '{"token_type":"DPoP","access_token":"a"}'],
  [200, '{"error":"x"}', '{"error":"x"}'],
  [200, 'null', 'null'],
  [200, 'not JSON', 'not JSON'],
  [400, '{"access_token":"a"}', '{"access_token":"a"}'],
])('makes of %i %s', async (status, text, expected) => {
  const headers = { 'content-type': 'application/json' };
  const response = await withTokenType(new Response(text, { status, headers }));
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.text()).toBe(expected);
});
