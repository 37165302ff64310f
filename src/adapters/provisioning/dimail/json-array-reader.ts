import { JSONParser } from '@streamparser/json';

/** Reads a JSON array piece by piece and holds no more of it than the element under way. */
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

  /** The elements that this piece completes; undefined when it is not, or no longer, a JSON array. */
  read(piece: Uint8Array): readonly unknown[] | undefined {
    this.#parser.write(piece);
    if (this.#isUnreadable) return undefined;
    const elements = this.#elements;
    this.#elements = [];
    return elements;
  }
}
