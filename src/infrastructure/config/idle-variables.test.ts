import { expect, it } from 'vitest';
import { idleVariables } from './idle-variables.ts';

const SYSTEMS = {
  dimail: { variables: { URL: 0, TIMEOUT: 0 } },
  files: { variables: { FOLDER: 0, TIMEOUT: 0 } },
};

it.each([
  ['the usual system where none is named', undefined, ['FOLDER']],
  ['the usual system where nothing but spaces is written', '  ', ['FOLDER']],
  ['the one that is named, with what it shares', 'files', ['URL']],
  ['nothing for a name that is none', 'constructor', []],
])('%s', (_case, written, idle) => {
  expect([...idleVariables(SYSTEMS, 'dimail', written)]).toEqual(idle);
});
