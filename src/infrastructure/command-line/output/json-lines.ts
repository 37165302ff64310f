import { Option } from 'commander';

/** What a row is in JSON: members in the spelling of the REST API, dates in ISO 8601. */
export type JsonRow = Readonly<Record<string, unknown>>;

/** Makes a list print each row as a JSON object on a line of its own. */
export const jsonOption = () => new Option('--json', 'one JSON object a line, in place of columns');

/** How a list prints a row: as columns for people, or with `--json` for programs. */
export const rowPrinter =
  <Row>(
    print: (line: string) => void,
    isJson: boolean | undefined,
    forms: { readonly columns: (row: Row) => string; readonly json: (row: Row) => JsonRow },
  ) =>
  (row: Row): void =>
    print(isJson ? JSON.stringify(forms.json(row)) : forms.columns(row));
