import { describe, expect, it } from 'vitest';
import { callingClient, type NamedClients } from './calling-client.ts';

const ownNames = ['regie', 'regie-web', 'https://api.regie.fr', 'https://api.regie.fr/resource-server/v1.0'];
type Said = { client_id?: string; azp?: string; aud?: readonly string[] };

const callerOf = (claim: 'client_id' | 'aud', { client_id: clientId, azp, aud = [] }: Said) => {
  const named: NamedClients = { clientId, authorizedParty: azp, audiences: aud };
  const { problem, ...found } = callingClient(named, { claim, ownNames });
  return problem?.kind ?? found;
};
const nobody = { clientId: undefined };

describe('by client_id', () => {
  it.each<[string, Said, ReturnType<typeof callerOf>]>([
    ['alone', { client_id: 'drive' }, { clientId: 'drive' }],
    [
      'as a current Keycloak has it',
      { client_id: 'drive', azp: 'drive', aud: ['regie'] },
      { clientId: 'drive' },
    ],
    ['whatever the audience', { client_id: 'drive', aud: ['account', 'other'] }, { clientId: 'drive' }],
    // Our own tokens are for the client API; the resource server refuses them itself.
    ['ourselves', { client_id: 'regie', aud: ['regie'] }, { clientId: 'regie' }],
    ['another than azp', { client_id: 'drive', azp: 'visio' }, 'several_callers'],
    ['in other letters than azp', { client_id: 'drive', azp: 'Drive' }, 'several_callers'],
    ['absent', { azp: 'drive', aud: ['drive'] }, nobody],
    ['nothing at all', {}, nobody],
  ])('%s', (_name, said, expected) => {
    expect(callerOf('client_id', said)).toEqual(expected);
  });
});

describe('by aud', () => {
  it.each<[string, Said, ReturnType<typeof callerOf>]>([
    ['alone, as the former ProConnect', { aud: ['drive'] }, { clientId: 'drive' }],
    [
      'with the same client_id and azp',
      { aud: ['drive'], client_id: 'drive', azp: 'drive' },
      { clientId: 'drive' },
    ],
    ['absent', { client_id: 'drive' }, nobody],
    ['blank', { aud: [' '] }, nobody],
    ['ourselves', { aud: ['regie'] }, 'caller_is_ourselves'],
    ['ourselves by our other client id', { aud: ['regie-web'] }, 'caller_is_ourselves'],
    ['ourselves in other letters', { aud: ['REGIE'] }, 'caller_is_ourselves'],
    ['ourselves with spaces', { aud: [' regie '] }, 'caller_is_ourselves'],
    ['our address', { aud: ['https://api.regie.fr/'] }, 'caller_is_ourselves'],
    [
      'our address as a resource',
      { aud: ['https://api.regie.fr/resource-server/v1.0/'] },
      'caller_is_ourselves',
    ],
    ['ourselves, whoever else is named', { aud: ['regie'], client_id: 'drive' }, 'caller_is_ourselves'],
    ['ourselves, and client_id too', { aud: ['regie'], client_id: 'regie' }, 'caller_is_ourselves'],
    ['ourselves and another', { aud: ['regie', 'drive'] }, 'several_callers'],
    ['another and ourselves', { aud: ['drive', 'regie'] }, 'several_callers'],
    ['ourselves twice', { aud: ['regie', 'regie'] }, 'several_callers'],
    ['two others', { aud: ['drive', 'visio'] }, 'several_callers'],
    ['one and a blank', { aud: ['drive', ''] }, 'several_callers'],
    [
      'as Keycloak before 26.5: account, for every client',
      { aud: ['account'], client_id: 'drive' },
      'several_callers',
    ],
    ['another than azp', { aud: ['account'], azp: 'drive' }, 'several_callers'],
    ['another whose name holds ours', { aud: ['regie2'] }, { clientId: 'regie2' }],
  ])('%s', (_name, said, expected) => {
    expect(callerOf('aud', said)).toEqual(expected);
  });
});
