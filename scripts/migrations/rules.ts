/** What a migration may not do while people work, and the safe alternative. */
export const RULES = {
  'plain-index':
    'keeps writers out while it builds: CREATE INDEX CONCURRENTLY IF NOT EXISTS in a file without transaction, then for a constraint ADD CONSTRAINT … USING INDEX',
  'plain-drop-index':
    'waits with everybody behind it: DROP INDEX CONCURRENTLY IF EXISTS in a file without transaction',
  'concurrently-in-transaction':
    'cannot run in a transaction: make "-- no transaction" the first line of the file',
  rewrite:
    'writes or reads every row under a lock that keeps readers out: a new column, filled some rows at a time by a DO block that commits',
  'set-not-null':
    'reads every row under a lock that keeps readers out: CHECK (… IS NOT NULL) NOT VALID, VALIDATE CONSTRAINT in a later file, then this in one later still',
  'not-null-without-default': 'fails on a table with rows: give a constant default, or leave out NOT NULL',
  'constraint-not-valid':
    'reads every row under a lock: ADD CONSTRAINT … NOT VALID, then VALIDATE CONSTRAINT in a later file without transaction',
  'validate-in-transaction':
    'keeps the locks of its transaction for as long as it reads: VALIDATE CONSTRAINT by itself in a file without transaction',
  contraction:
    'takes away what the release before may use: only in a later release, with "-- allow contraction: since when nothing uses it"',
  'whole-table':
    'keeps rows, or the table, locked until it has gone through them all: a DO block that takes some hundred at a time and commits, in a file without transaction',
  'lock-table': 'keeps others out for as long as the transaction lasts: leave it to the statements',
  'several-tables': 'waits for one table while it keeps another locked: one file for each table',
  'transaction-control': 'belongs to the runner: a file is a transaction, or has none',
  settings: 'undoes how long the runner waits for locks: leave it out',
  'dynamic-sql': 'cannot be checked: write the statement out',
  'not-repeatable':
    'fails when an interrupted file runs again: IF NOT EXISTS, IF EXISTS, OR REPLACE, ON CONFLICT, or DROP CONSTRAINT IF EXISTS before ADD CONSTRAINT in one statement',
  'unknown-effect': 'is not known to leave readers and writers alone',
  'allow-without-effect':
    'allows what nothing refuses here: remove the line, or correct the name of the rule',
} as const;

export type Rule = keyof typeof RULES;

export const isRule = (name: string): name is Rule => Object.hasOwn(RULES, name);
