import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { ByteShelf } from '#platform';
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
  /** When a round opens everybody asks for the same file at once: it is read once. */
  private readonly shelf = new ByteShelf<MediaFile>(SHELF_BYTES_MAX);

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** @param hash 64 hexadecimal digits. @returns null when there is no such file */
  read(hash: string): Promise<MediaFile | null> {
    return this.shelf.get(hash, async () => (await run(this.dataSource.manager, readMedia, [hash]))[0] ?? null);
  }
}
