import { join } from 'node:path';
import { pythonEnvironment } from '../support/python-environment.ts';

/**
 * The Python that has scim2-tester.
 *
 * @throws Error when Python or its `venv` is missing, or something cannot be installed
 */
export const testerPython = (): Promise<string> =>
  pythonEnvironment('scim-tester', join(import.meta.dirname, 'requirements.txt'));
