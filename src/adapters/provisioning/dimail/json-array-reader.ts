import { JSONParser } from '@streamparser/json';

/** Parses a JSON array piece by piece, with only the current element in memory. */
export class JsonArrayReader {
  readonly #parser = new JSONParser({ paths: ['$.*'], keepStack: false });
  #elements: unknown[] = [];
  #isUnreadable = false;
  #isOver = false;

  constructor() {
    this.#parser.onValue = ({ value, key }) => {
      if (typeof key === 'number') this.#elements.push(value);
      else this.#isUnreadable = true;
    };
    this.#parser.onError = () => {
      this.#isUnreadable = true;
    };
    this.#parser.onEnd = () => {
      this.#isOver = true;
    };
  }

  /** Whether the array has ended. */
  get isOver(): boolean {
    return this.#isOver;
  }

  /** The elements completed by this piece; undefined when the text is not a JSON array. */
  read(piece: Uint8Array): readonly unknown[] | undefined {
    this.#parser.write(piece);
    if (this.#isUnreadable) return undefined;
    const elements = this.#elements;
    this.#elements = [];
    return elements;
  }
}
