import { beforeEach, expect, it } from 'vitest';
import { DomainError } from '../../../domain/shared/errors.ts';
import type { OnDelete, TableRules } from '../../storage/table-rules.ts';
import { MemoryTable } from './memory-table.ts';

type House = Readonly<{ id: string; name: string | null }>;
type Room = Readonly<{ id: string; houseId: string | null; door: string | null }>;

const ROOM_RULES: TableRules<Room> = {
  table: 'room',
  unique: [
    { name: 'room_door_key', members: ['houseId', 'door'], refusal: ['team_access.already_exists', 'Taken'] },
    { name: 'room_red_key', members: ['door'], isSame: (a, b) => a.door === 'red' && b.door === 'red' },
  ],
};

let houses: MemoryTable<House>;
let rooms: MemoryTable<Room>;

function open(onDelete: OnDelete): void {
  const tables = () => [houses, rooms];
  houses = new MemoryTable<House>({ table: 'house' }, tables);
  rooms = new MemoryTable<Room>({ ...ROOM_RULES, references: [['houseId', 'house', onDelete]] }, tables);
  houses.insert({ id: 'h1', name: null });
  houses.insert({ id: 'h2', name: 'Second' });
  rooms.insert({ id: 'r1', houseId: 'h1', door: 'blue' });
  rooms.insert({ id: 'r2', houseId: 'h2', door: 'blue' });
}
beforeEach(() => open('cascade'));

const isFirst = ({ id }: House) => id === 'h1';
const all = () => rooms.all(() => true).map(({ id, houseId }) => [id, houseId]);

it('refuses a row that another one stands in the way of, with the error of the rule', () => {
  const second = { id: 'r3', houseId: 'h1', door: 'blue' };
  expect(() => rooms.insert(second)).toThrow(DomainError);
  expect(rooms.insertUnlessTaken(second)).toBe(false);
  expect(rooms.insertUnlessTaken(second, 'room_door_key')).toBe(false);
  expect(() => rooms.insertUnlessTaken(second, 'room_red_key')).toThrow('Taken');
  expect(all()).toHaveLength(2);
});

it('refuses the same of a change, but not that a row stays as it is', () => {
  rooms.insert({ id: 'r3', houseId: 'h1', door: 'green' });
  expect(() => rooms.update('r3', (room) => ({ ...room, door: 'blue' }))).toThrow('Taken');
  rooms.update('r1', (room) => ({ ...room }));
  rooms.update('r1', (room) => ({ ...room, door: 'white' }));
  rooms.update('r3', (room) => ({ ...room, door: 'blue' }));
  expect(rooms.find('r3')?.door).toBe('blue');
});

it('lets rows be that have nothing in one of the members', () => {
  rooms.insert({ id: 'r3', houseId: null, door: 'blue' });
  rooms.insert({ id: 'r4', houseId: null, door: 'blue' });
  rooms.insert({ id: 'r5', houseId: 'h1', door: null });
  rooms.insert({ id: 'r6', houseId: 'h1', door: null });
  expect(all()).toHaveLength(6);
});

it('compares as the rule says where it says so', () => {
  rooms.insert({ id: 'r3', houseId: 'h1', door: 'red' });
  expect(() => rooms.insert({ id: 'r4', houseId: 'h2', door: 'red' })).toThrow('room_red_key');
});

it('refuses what refers to nothing, written or changed', () => {
  expect(() => rooms.insert({ id: 'r3', houseId: 'h3', door: null })).toThrow('No house has the id h3');
  expect(() => rooms.update('r1', (room) => ({ ...room, houseId: 'h3' }))).toThrow('No house has the id h3');
});

it('removes what refers to a removed row, forgets it, or refuses, as the rule says', () => {
  expect(houses.remove(isFirst)).toEqual([{ id: 'h1', name: null }]);
  expect(all()).toEqual([['r2', 'h2']]);
  open('set null');
  houses.remove(isFirst);
  expect(all()).toEqual([
    ['r1', null],
    ['r2', 'h2'],
  ]);
  open('restrict');
  expect(() => houses.remove(isFirst)).toThrow('A room refers to this house');
  rooms.remove(({ id }) => id === 'r1');
  houses.remove(isFirst);
  expect(all()).toEqual([['r2', 'h2']]);
});

it('goes on to what refers to what went', () => {
  type Chair = Readonly<{ id: string; roomId: string }>;
  const tables = () => [houses, rooms, chairs];
  const former = houses;
  houses = new MemoryTable<House>({ table: 'house' }, tables, former);
  rooms = new MemoryTable<Room>(
    { table: 'room', references: [['houseId', 'house', 'cascade']] },
    tables,
    rooms,
  );
  const chairs = new MemoryTable<Chair>(
    { table: 'chair', references: [['roomId', 'room', 'cascade']] },
    tables,
  );
  chairs.insert({ id: 'c1', roomId: 'r1' });
  chairs.insert({ id: 'c2', roomId: 'r2' });
  houses.remove(isFirst);
  expect(chairs.all(() => true)).toEqual([{ id: 'c2', roomId: 'r2' }]);
  expect(former.count(() => true)).toBe(2);
});
