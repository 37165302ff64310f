import { dirname } from 'node:path';
import { ROOMS } from './rooms.mjs';

/** What a reader takes in at a glance. Tests stand beside what they test and do not count. */
const MOST_FILES = 20;

/** What is generated (`compiled`) has the order of its generator. */
const isSource = (file) =>
  /^src\/.*\.ts$/.test(file) && !file.endsWith('.test.ts') && !file.includes('/compiled/');
const layerOf = (file) => Object.keys(ROOMS).find((root) => file.startsWith(`${root}/`));

/** The declared room a folder of that layer belongs to; undefined for the layer itself and for what nobody declared. */
function roomOf(layer, file) {
  const { everywhere, rooms } = ROOMS[layer];
  const folder = dirname(file).slice(layer.length + 1);
  const holds = (room) => folder === room || folder.startsWith(`${room}/`);
  return [...Object.keys(rooms), ...everywhere]
    .filter(holds)
    .sort((a, b) => b.length - a.length)
    .at(0);
}

/** Folders with too many files, and files in rooms that are not declared. */
function placeProblems(files) {
  const counts = new Map();
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  const crowded = [...counts]
    .filter(([, count]) => count > MOST_FILES)
    .map(([folder, count]) => `${folder} has ${count} files: ${MOST_FILES} at most`);
  const homeless = files.filter((file) => {
    const layer = layerOf(file);
    return layer && dirname(file) !== layer && roomOf(layer, file) === undefined;
  });
  return [
    ...crowded,
    ...homeless.map((file) => `${file} stands in no declared room (scripts/boundaries/rooms.mjs)`),
  ];
}

/** Imports from one room to another that its row does not name. */
const directionProblems = (edges) =>
  edges.flatMap(([from, to]) => {
    const layer = layerOf(from);
    if (!layer || layer !== layerOf(to)) return [];
    const [source, target] = [roomOf(layer, from), roomOf(layer, to)];
    if (!source || !target || source === target) return [];
    const { everywhere, rooms } = ROOMS[layer];
    const allowed = [...everywhere, ...(rooms[source] ?? [])];
    return allowed.includes(target) ? [] : [`${from} -> ${to}: ${source} may not name ${target}`];
  });

/** Whether the file is put together from its folders and no room: `application/unit-of-work.ts`, `infrastructure/main.ts`. */
const isComposition = (file) =>
  Object.keys(ROOMS).includes(dirname(file)) || dirname(file) === 'src/infrastructure';

/** Folders that need each other, one line for each group. */
function circleProblems(edges) {
  const arrows = new Map();
  for (const [from, to] of edges) {
    const [source, target] = [dirname(from), dirname(to)];
    if (source === target || isComposition(from) || isComposition(to)) continue;
    arrows.set(source, (arrows.get(source) ?? new Set()).add(target));
  }
  const reachable = (start) => {
    const seen = new Set();
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

/** @param edges pairs of files, importer first. @returns one sentence for each problem */
export function folderProblems(files, edges) {
  const ours = edges.filter(([from, to]) => isSource(from) && isSource(to));
  return [...placeProblems(files.filter(isSource)), ...directionProblems(ours), ...circleProblems(ours)];
}
