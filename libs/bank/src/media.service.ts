import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import type { MediaType } from './media-type.js';
import { readMedia } from './media.queries.js';

export interface MediaFile {
  mime: MediaType;
  bytes: Buffer;
}

/** What is kept at hand: the pictures and sounds of a contest whole, and no more of the memory than a few attempts' worth. */
const SHELF_BYTES_MAX = 64 * 1024 * 1024;

/** Pictures and sounds of questions, by hash. Has nothing to do with keys, so that the front door may hold it. */
@Injectable()
export class MediaService {
  /** Oldest first. A file never changes under its hash, so nothing in here can become untrue. */
  private readonly shelf = new Map<string, MediaFile>();
  private shelvedBytes = 0;
  /** When a round opens everybody asks for the same file at once: it is read once. */
  private readonly coming = new Map<string, Promise<MediaFile | null>>();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @param hash 64 hexadecimal digits. @returns null when there is no such file */
  async read(hash: string): Promise<MediaFile | null> {
    const found = this.shelf.get(hash);
    if (found) return found;
    let file = this.coming.get(hash);
    if (!file) {
      file = this.load(hash).finally(() => this.coming.delete(hash));
      this.coming.set(hash, file);
    }
    return file;
  }

  private async load(hash: string): Promise<MediaFile | null> {
    const [file] = await run(this.dataSource.manager, readMedia, [hash]);
    if (!file) return null;
    this.shelf.set(hash, file);
    this.shelvedBytes += file.bytes.length;
    for (const [oldest, { bytes }] of this.shelf) {
      if (this.shelvedBytes <= SHELF_BYTES_MAX) break;
      this.shelf.delete(oldest);
      this.shelvedBytes -= bytes.length;
    }
    return file;
  }
}
