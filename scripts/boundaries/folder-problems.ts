import { dirname } from 'node:path';
import type { Rooms } from './rooms.ts';

/** Files, importer first. */
export type Edge = readonly [from: string, to: string];

/** Most files that a reader can survey. Tests beside their source do not count. */
const MOST_FILES = 20;

/** Generated files (`compiled`) are exempt. */
const isSource = (file: string): boolean =>
  /^(src|web)\/.*\.tsx?$/.test(file) && !file.endsWith('.test.ts') && !file.includes('/compiled/');

const layerOf = (declared: Rooms, file: string): string | undefined =>
  Object.keys(declared).find((root) => file.startsWith(`${root}/`));

/** The declared room of a file of that layer; undefined for files of the layer itself and of undeclared rooms. */
function roomOf(declared: Rooms, layer: string, file: string): string | undefined {
  const { everywhere = [], rooms = {} } = declared[layer] ?? {};
  const folder = dirname(file).slice(layer.length + 1);
  const holds = (room: string) => folder === room || folder.startsWith(`${room}/`);
  return [...Object.keys(rooms), ...everywhere]
    .filter(holds)
    .sort((a, b) => b.length - a.length)
    .at(0);
}

/** Folders with too many files, and files in rooms that are not declared. */
function placeProblems(declared: Rooms, files: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const crowded = [...counts]
    .filter(([, count]) => count > MOST_FILES)
    .map(([folder, count]) => `${folder} has ${count} files: ${MOST_FILES} at most`);
  const homeless = files.filter((file) => {
    const layer = layerOf(declared, file);
    return layer && dirname(file) !== layer && roomOf(declared, layer, file) === undefined;
  });
  return [
    ...crowded,
    ...homeless.map((file) => `${file} stands in no declared room (scripts/boundaries/rooms.ts)`),
  ];
}

/** Declared rooms without files: the declaration is outdated. */
const emptyRoomProblems = (declared: Rooms, files: readonly string[]): readonly string[] =>
  Object.entries(declared).flatMap(([layer, { everywhere, rooms }]) =>
    [...everywhere, ...Object.keys(rooms)]
      .filter((room) => !files.some((file) => file.startsWith(`${layer}/${room}/`)))
      .map((room) => `${layer}/${room} is declared and holds no file (scripts/boundaries/rooms.ts)`),
  );

/** Imports from one room to another that its row does not name. */
const directionProblems = (declared: Rooms, edges: readonly Edge[]): readonly string[] =>
  edges.flatMap(([from, to]) => {
    const layer = layerOf(declared, from);
    if (!layer || layer !== layerOf(declared, to)) return [];
    const [source, target] = [roomOf(declared, layer, from), roomOf(declared, layer, to)];
    if (!source || !target || source === target) return [];
    const { everywhere = [], rooms = {} } = declared[layer] ?? {};
    const allowed = [...everywhere, ...(rooms[source] ?? [])];
    return allowed.includes(target) ? [] : [`${from} -> ${to}: ${source} may not name ${target}`];
  });

/** Whether the file composes folders and belongs to no room: `application/unit-of-work.ts`, `infrastructure/main.ts`. */
const isComposition = (declared: Rooms, file: string): boolean =>
  Object.keys(declared).includes(dirname(file)) || dirname(file) === 'src/infrastructure';

/** Folders that depend on each other, one line for each group. */
function circleProblems(declared: Rooms, edges: readonly Edge[]): readonly string[] {
  const arrows = new Map<string, Set<string>>();
  for (const [from, to] of edges) {
    const [source, target] = [dirname(from), dirname(to)];
    if (source === target || isComposition(declared, from) || isComposition(declared, to)) continue;
    arrows.set(source, (arrows.get(source) ?? new Set()).add(target));
  }
  const reachable = (start: string): ReadonlySet<string> => {
    const seen = new Set<string>();
    const waiting = [...(arrows.get(start) ?? [])];
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      if (seen.has(folder)) continue;
      seen.add(folder);
      waiting.push(...(arrows.get(folder) ?? []));
    }
    return seen;
  };
  const reach = new Map([...arrows.keys()].map((folder) => [folder, reachable(folder)]));
  const groups = [...reach]
    .filter(([folder, seen]) => seen.has(folder))
    .map(([folder, seen]) =>
      [...seen]
        .filter((other) => reach.get(other)?.has(folder))
        .sort()
        .join(', '),
    );
  return [...new Set(groups)].map((group) => `folders need each other: ${group}`);
}

/** @returns one sentence for each file, folder or import that contradicts `declared` */
export function folderProblems(
  declared: Rooms,
  files: readonly string[],
  edges: readonly Edge[],
): readonly string[] {
  const sources = files.filter(isSource);
  const ours = edges.filter(([from, to]) => isSource(from) && isSource(to));
  return [
    ...placeProblems(declared, sources),
    ...emptyRoomProblems(declared, sources),
    ...directionProblems(declared, ours),
    ...circleProblems(declared, ours),
  ];
}
