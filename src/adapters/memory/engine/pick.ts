/** A row with the given members only, as a statement selects columns. */
export const pick = <Row extends object, Member extends keyof Row>(
  row: Row,
  ...members: readonly Member[]
): Pick<Row, Member> =>
  Object.fromEntries(members.map((member) => [member, row[member]])) as Pick<Row, Member>;
