import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, LIMITS } from '#domain';
import { mediaTypeOf, type MediaType } from '../media-type.js';
import { keepMedia } from '../media.queries.js';
import { openBankFor, type BankCaller } from './bank-door.js';

/** Pictures and sounds that authors bring along. */
@Injectable()
export class MediaWriter {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Keeps a file under its hash; a version may then name it. What the file is, its bytes say.
   *
   * @throws DomainError BANK_NOT_FOUND, NOT_ALLOWED, MEDIA_UNFIT for what is no picture or sound, or too large
   */
  async keep(bankCode: string, bytes: Buffer, caller: BankCaller): Promise<{ sha256: string; mime: MediaType }> {
    const { manager } = this.dataSource;
    await openBankFor(manager, bankCode, caller, 'write');
    const mime = mediaTypeOf(bytes);
    const bytesMax = mime?.startsWith('image/') ? LIMITS.pictureBytesMax : LIMITS.audioBytesMax;
    if (mime === null || bytes.length > bytesMax) throw new DomainError('MEDIA_UNFIT');
    const [row] = await run(manager, keepMedia, [bytes, mime]);
    return { sha256: row!.sha256, mime };
  }
}
