import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Folders of system programs, which the path of an ordinary user may lack. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];
/** Debian keeps the programs of each version of PostgreSQL below this folder, out of the path. */
const POSTGRES_FOLDER = '/usr/lib/postgresql';

/** The folders with PostgreSQL's programs, the newest version first. */
function postgresFolders(): readonly string[] {
  try {
    const versions = readdirSync(POSTGRES_FOLDER).filter((name) => /^\d+$/.test(name));
    return versions.sort((a, b) => Number(b) - Number(a)).map((name) => join(POSTGRES_FOLDER, name, 'bin'));
  } catch {
    return [];
  }
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

const pathFolders = (): readonly string[] => [
  ...(process.env['PATH'] ?? '').split(delimiter),
  ...SYSTEM_FOLDERS,
];

const find = (program: string): string | undefined =>
  pathFolders()
    .map((folder) => join(folder, program))
    .find(isProgram);

const missingPackages = (packages: readonly string[]) =>
  new Error(
    `This drill needs programs that are not installed. On Debian: apt-get install ${packages.join(' ')}`,
  );

/**
 * The paths of programs that a drill needs.
 *
 * @param packages the Debian package of each program, by name of the program
 * @throws Error naming the packages to install when some are missing
 */
export function installedPrograms<Program extends string>(
  packages: Readonly<Record<Program, string>>,
): Readonly<Record<Program, string>> {
  const found: Partial<Record<Program, string>> = {};
  const missing = new Set<string>();
  for (const program in packages) {
    const path = find(program);
    if (path === undefined) missing.add(packages[program]);
    else found[program] = path;
  }
  if (missing.size > 0) throw missingPackages([...missing]);
  return found as Record<Program, string>;
}

/**
 * The folder with the programs of one version of PostgreSQL, such as the one that is not in the path of Debian.
 *
 * @throws Error naming the package to install when no folder has all of them
 */
export function installedPostgres(programs: readonly string[]): string {
  const folder = [...postgresFolders(), ...pathFolders()].find((candidate) =>
    programs.every((program) => isProgram(join(candidate, program))),
  );
  if (folder === undefined) throw missingPackages(['postgresql']);
  return folder;
}
