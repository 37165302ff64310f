import { expect, it } from 'vitest';
import type { UserId } from '../shared/ids.ts';
import {
  directoryTermFor,
  isHostOf,
  isMembershipDone,
  matrixRoomOf,
  matrixTokenFor,
  membershipCall,
  presumedUserId,
} from './matrix-room.ts';

const roomsApi = (origin: string, room: string) => `${origin}/_matrix/client/v3/rooms/${room}`;

it.each([
  [
    'https://www.tchap.gouv.fr/#/room/!aBc:agent.dinum.tchap.gouv.fr',
    'agent.dinum.tchap.gouv.fr',
    roomsApi('https://matrix.agent.dinum.tchap.gouv.fr', '!aBc:agent.dinum.tchap.gouv.fr'),
  ],
  [
    'https://web.i.tchap.gouv.fr/#/room/!aBc:i.tchap.gouv.fr?via=x.fr',
    'i.tchap.gouv.fr',
    roomsApi('https://i.tchap.gouv.fr', '!aBc:i.tchap.gouv.fr'),
  ],
  [
    'https://www.tchap.gouv.fr/#/room/!aBc:evil.example',
    'evil.example',
    roomsApi('https://evil.example', '!aBc:evil.example'),
  ],
  [
    'https://chat.example/#/room/%21aBc%3Amatrix.example%3A8448',
    'matrix.example:8448',
    roomsApi('https://matrix.example:8448', '!aBc:matrix.example:8448'),
  ],
  [
    'https://chat.example/room/!a..b:matrix.example/join',
    'matrix.example',
    roomsApi('https://matrix.example', '!a..b:matrix.example'),
  ],
])('finds the room in %s', (url, server, roomUrl) => {
  expect(matrixRoomOf(url)).toEqual({ server, roomUrl });
});

it.each([
  'https://matrix.to/#/!room:home_server',
  'https://chat.example/#/room/!room',
  'https://chat.example/#/room/!room:home_server',
  'https://chat.example/#/room/!room:user@evil.example',
  'https://chat.example/#/room/!room:example.com:123456',
  'https://chat.example/#/room/!room:999999999999',
  'https://chat.example/#/room/%E0%A4%A',
])('finds none in %s', (url) => {
  expect(matrixRoomOf(url)).toBeUndefined();
});

it.each([
  ['tchap.gouv.fr', true],
  ['agent.dinum.TCHAP.gouv.fr', true],
  ['eviltchap.gouv.fr', false],
  ['tchap.gouv.fr.evil.example', false],
  ['gouv.fr', false],
  ['', false],
])('%s is a host of the bot: %s', (host, isOne) => {
  expect(isHostOf(host, ['tchap.gouv.fr'])).toBe(isOne);
});

const settings = {
  directoryUrl: 'https://matrix.agent.dinum.tchap.gouv.fr',
  botToken: 'bot token',
  botHosts: ['tchap.gouv.fr'],
};

it.each([
  // The bot's token is sent to its hosts, over HTTPS, with any secret of the webhook.
  ['!a:agent.tchap.gouv.fr', 'https://matrix.agent.tchap.gouv.fr/x', 'bot token'],
  ['!a:agent.tchap.gouv.fr', 'http://matrix.agent.tchap.gouv.fr/x', null],
  // No other host gets the token, whatever the address of the webhook contains.
  ['!a:tchap.gouv.fr.evil.example', 'https://tchap.gouv.fr.evil.example/x', 'secret'],
  ['!a:eviltchap.gouv.fr', 'https://eviltchap.gouv.fr/x', 'secret'],
  // The secret of a webhook goes to its own server only.
  ['!a:matrix.example', 'https://matrix.example/x', 'secret'],
  ['!a:matrix.example', 'https://other.example/x', null],
  ['!a:matrix.example', 'https://matrix.example:8448/x', null],
  ['!a:matrix.example', `${settings.directoryUrl}/_matrix/client/v3/user_directory/search`, 'bot token'],
])('in the room %s, %s is shown %s', (roomName, url, token) => {
  const room = matrixRoomOf(`https://www.tchap.gouv.fr/#/room/${roomName}`);
  expect(room && matrixTokenFor(url, room, 'secret', settings)).toBe(token);
});

it('says who joined and who left as the contract does', () => {
  const event = { userId: 'u' as UserId, email: 'jean.dupont@beta.gouv.fr', teamName: 'Accueil' };
  const server = { server: 'agent.tchap.gouv.fr', roomUrl: '' };
  expect(directoryTermFor(event.email)).toBe('@jean.dupont-beta.gouv.fr');
  expect(presumedUserId(event.email, server)).toBe('@jean.dupont-beta.gouv.fr:agent.tchap.gouv.fr');
  expect(membershipCall({ ...event, operation: 'add' }, '@a:b')).toEqual({
    path: 'invite',
    body: { user_id: '@a:b', reason: 'User added to team Accueil on People' },
  });
  expect(membershipCall({ ...event, operation: 'remove' }, '@a:b')).toEqual({
    path: 'kick',
    body: { user_id: '@a:b', reason: 'User removed from team Accueil on People' },
  });
});

it.each([
  ['add', 200, '', true],
  ['add', 403, '{"error":"@a:b is already in the room."}', true],
  ['add', 403, '{"error":"The target user is not in the room"}', false],
  ['remove', 403, '{"error":"The target user is not in the room"}', true],
  ['remove', 403, '{"error":"You cannot kick user @a:b."}', false],
  ['remove', 502, '', false],
] as const)('%s, answered %i %s, is done: %s', (operation, status, text, isDone) => {
  expect(isMembershipDone(operation, status, text)).toBe(isDone);
});
