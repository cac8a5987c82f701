/** A file that is kept under its hash. */
interface Shelved {
  bytes: Buffer;
}

/**
 * Files at hand, by their hash, no more than some bytes of them: the oldest go first. A file never changes under its hash, so
 * nothing in here can become untrue; what many ask for at once is read once.
 *
 * @example const shelf = new ByteShelf<MediaFile>(64 * 1024 * 1024); await shelf.get(hash, () => load(hash))
 */
export class ByteShelf<File extends Shelved> {
  private readonly files = new Map<string, File>();
  private bytes = 0;
  private readonly coming = new Map<string, Promise<File | null>>();

  constructor(private readonly bytesMax: number) {}

  /** @param load null when there is no such file, which is not remembered */
  get(hash: string, load: () => Promise<File | null>): Promise<File | null> {
    const found = this.files.get(hash);
    if (found) return Promise.resolve(found);
    let file = this.coming.get(hash);
    if (!file) {
      file = load()
        .then((loaded) => this.put(hash, loaded))
        .finally(() => this.coming.delete(hash));
      this.coming.set(hash, file);
    }
    return file;
  }

  private put(hash: string, file: File | null): File | null {
    if (!file) return null;
    this.files.set(hash, file);
    this.bytes += file.bytes.length;
    for (const [oldest, { bytes }] of this.files) {
      if (this.bytes <= this.bytesMax) break;
      this.files.delete(oldest);
      this.bytes -= bytes.length;
    }
    return file;
  }
}
