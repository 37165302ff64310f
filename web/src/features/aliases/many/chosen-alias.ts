import type { Alias } from '../alias.ts';

/** What a selection keeps of an alias: what is said of it, and what may be done with it. */
export type ChosenAlias = Pick<Alias, 'localPart' | 'displayAddress' | 'hasMailbox' | 'abilities'> & {
  readonly id: string;
};

export const chosenAlias = ({ localPart, displayAddress, hasMailbox, abilities }: Alias): ChosenAlias => ({
  id: localPart,
  localPart,
  displayAddress,
  hasMailbox,
  abilities,
});
