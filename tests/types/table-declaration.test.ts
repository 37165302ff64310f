import { expect, it } from 'vitest';
import { defineShapedTable, defineTable } from '../../src/adapters/postgres/engine/define-table.ts';

type Room = Readonly<{ id: string; floorNumber: number; openedAt: Date | null }>;

const RULES = { table: 'room' };
const COLUMNS = {
  id: { type: 'uuid' },
  floorNumber: { type: 'integer', fixed: true },
  openedAt: { type: 'timestamptz' },
} as const;

it('compiles a table that has a column for each member', () => {
  const { names, columns, recordset } = defineTable<Room>()(RULES, 'r', COLUMNS);
  expect(names).toBe('id, floor_number, opened_at');
  expect(columns).toBe('r.id AS "id", r.floor_number AS "floorNumber", r.opened_at AS "openedAt"');
  expect(recordset).toBe(
    'jsonb_to_recordset($1::jsonb) AS g ("id" uuid, "floorNumber" integer, "openedAt" timestamptz)',
  );
});

it('does not compile a table that has no column for a member', () => {
  const { floorNumber: _, ...columns } = COLUMNS;
  // @ts-expect-error `floorNumber` has no column
  expect(defineTable<Room>()(RULES, 'r', columns).names).toBe('id, opened_at');
  const shape = { toRow: (room: Room) => room, toEntity: (row: Room) => row };
  // @ts-expect-error the same where rows are not the entities themselves
  expect(defineShapedTable<Room, Room>()(RULES, 'r', columns, shape).names).toBe('id, opened_at');
});

it('does not compile a column that stores no member', () => {
  const table = defineTable<Room>()(RULES, 'r', {
    id: { type: 'uuid' },
    floorNumber: { type: 'integer' },
    openedAt: { type: 'timestamptz' },
    // @ts-expect-error rooms have no `closedAt`
    closedAt: { type: 'timestamptz' },
  });
  expect(table.names).toBe('id, floor_number, opened_at, closed_at');
});

it('does not compile what leaves out or restricts a member that is not there', () => {
  const table = defineTable<Room>()(RULES, 'r', COLUMNS);
  // @ts-expect-error rooms have no `closedAt`
  expect(table.without('floorNumber', 'openedAt', 'closedAt')).toBe('r.id AS "id"');
  // @ts-expect-error nor may a constraint name it
  defineTable<Room>()({ table: 'room', unique: [{ name: 'key', members: ['closedAt'] }] }, 'r', COLUMNS);
  // @ts-expect-error nor a reference
  defineTable<Room>()({ table: 'room', references: [['closedAt', 'day', 'cascade']] }, 'r', COLUMNS);
});
