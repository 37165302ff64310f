import type { Node } from 'libpg-query';

type Kind = Node extends infer Member ? (Member extends unknown ? keyof Member : never) : never;
type Content<K extends Kind> = Extract<Node, Record<K, unknown>>[K];

/** The content of a parsed node of the given kind; undefined for others. */
export function nodeOf<K extends Kind>(node: Node | undefined, kind: K): Content<K> | undefined {
  return node !== undefined && isOf(node, kind) ? node[kind] : undefined;
}

/** The contents of the nodes of the given kind in a list. */
export const nodesOf = <K extends Kind>(nodes: readonly Node[] | undefined, kind: K): Content<K>[] =>
  (nodes ?? []).flatMap((node) => (isOf(node, kind) ? [node[kind]] : []));

const isOf = <K extends Kind>(node: Node, kind: K): node is Extract<Node, Record<K, unknown>> =>
  Object.hasOwn(node, kind);
