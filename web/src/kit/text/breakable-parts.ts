/** An address in parts between which a line may end: after its @, and after each dot or dash. `key` is where a part begins. */
export function breakableParts(text: string): readonly Readonly<{ key: number; part: string }>[] {
  return [...text.matchAll(/[^@.\-_]*[@.\-_]*/g)].flatMap(({ index, 0: part }) =>
    part === '' ? [] : [{ key: index, part }],
  );
}
