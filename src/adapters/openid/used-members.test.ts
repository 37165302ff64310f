import { describe, expect, it } from 'vitest';
import { withUsedMembers } from './used-members.ts';

const answered = async (body: string, status = 200) =>
  (await withUsedMembers(new Response(body, { status }))).text();
const tokens = { access_token: 'a', token_type: 'Bearer' };

describe('the answer of a token endpoint', () => {
  it('keeps what we use, the id token under another name', async () => {
    const body = JSON.stringify({
      ...tokens,
      id_token: 'i',
      refresh_token: '',
      scope: null,
      expires_in: 'soon',
    });
    expect(JSON.parse(await answered(body))).toEqual({ ...tokens, unverified_id_token: 'i' });
  });

  it.each([{}, { token_type: null }, { token_type: '' }])('is of bearer tokens with %j', async (given) => {
    expect(JSON.parse(await answered(JSON.stringify({ access_token: 'a', ...given })))).toEqual(tokens);
  });

  it('keeps a type that is another one', async () => {
    const body = JSON.stringify({ access_token: 'a', token_type: 'DPoP' });
    expect(JSON.parse(await answered(body))).toEqual({ access_token: 'a', token_type: 'DPoP' });
  });

  it.each(['<html>', '[]', 'null', '"access_token"', '{"token_type":"Bearer"}'])(
    'stays as it is: %s',
    async (body) => {
      expect(await answered(body)).toBe(body);
    },
  );

  it('stays as it is when it is an error', async () => {
    const body = JSON.stringify({ ...tokens, refresh_token: '' });
    expect(await answered(body, 400)).toBe(body);
  });
});
