// A long text that is made piece by piece. Joining a million pieces at the end would stop everybody else for a while, so
// that a thousand of them are joined whenever they are there.

const AT_ONCE = 1000;

export class TextPieces {
  readonly #separator: string;
  readonly #joined: string[] = [];
  #pieces: string[] = [];

  constructor(separator: string) {
    this.#separator = separator;
  }

  add(piece: string): void {
    this.#pieces.push(piece);
    if (this.#pieces.length === AT_ONCE) this.#join();
  }

  /** The whole text; undefined when there were no pieces. */
  join(): string | undefined {
    if (this.#pieces.length > 0) this.#join();
    return this.#joined.length === 0 ? undefined : this.#joined.join(this.#separator);
  }

  #join(): void {
    this.#joined.push(this.#pieces.join(this.#separator));
    this.#pieces = [];
  }
}
