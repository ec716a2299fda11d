/** Bytes that all databases hold together, as estimated by their values. */
export class MemoryMeter {
  #used = 0;
  #peak = 0;

  get used(): number {
    return this.#used;
  }

  get peak(): number {
    return this.#peak;
  }

  add(bytes: number): void {
    this.#used += bytes;
    if (this.#used > this.#peak) this.#peak = this.#used;
  }
}
