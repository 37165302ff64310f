import { JSONParser } from '@streamparser/json';

/** What came is no JSON array. */
export class UnreadableArray extends Error {}

/** Reads a JSON array piece by piece and holds no more of it than the element under way. */
export class JsonArrayReader {
  readonly #parser = new JSONParser({ paths: ['$.*'], keepStack: false });
  #elements: unknown[] = [];
  #failure: UnreadableArray | undefined;
  #isOver = false;

  constructor() {
    this.#parser.onValue = ({ value, key }) => {
      if (typeof key === 'number') this.#elements.push(value);
      else this.#failure ??= new UnreadableArray('not an array');
    };
    // The parser's own words quote the text, which may hold names.
    this.#parser.onError = () => {
      this.#failure ??= new UnreadableArray('not JSON');
    };
    this.#parser.onEnd = () => {
      this.#isOver = true;
    };
  }

  /** The elements that this piece completes. @throws UnreadableArray */
  read(piece: Uint8Array): readonly unknown[] {
    this.#parser.write(piece);
    if (this.#failure) throw this.#failure;
    const elements = this.#elements;
    this.#elements = [];
    return elements;
  }

  /** @throws UnreadableArray when the array has not ended */
  end(): void {
    if (!this.#isOver) throw new UnreadableArray('the array does not end');
  }
}
