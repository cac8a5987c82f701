import type { EntityManager } from 'typeorm';
import { run } from '#database';
import { LIMITS } from '#domain';
import { mediaTypeOf } from './media-type.js';
import { insertItemMedia, insertWording, keepMedia, newestVersion } from './media.queries.js';

/** An item by the code of its bank and its own. */
export interface ItemName {
  bankCode: string;
  itemCode: string;
}

/**
 * What came of adding: `added`; no such item; a published round draws from it, and what candidates read of it stays; it has
 * one already (or as many as it may have); not as many options as the item has; a file that is none of the kind or too large.
 */
export type Added = 'added' | 'no_item' | 'published' | 'exists' | 'option_count' | 'unfit_file';

/**
 * Gives pictures, sound and other languages to the newest version of an item, before it is used: a paper must not look
 * different to two people, nor to one person before and after. A reworded item begins without them.
 */
export class WordingService {
  /**
   * Adds an item's wording in another language, in the caller's transaction.
   *
   * @param wish.language one of WORDING_LANGUAGES; stem and options in NFC, options in the order of the item's
   * @param wish.audio the wording read aloud; null without
   */
  async addWording(
    manager: EntityManager,
    wish: ItemName & { language: string; stem: string; options: string[]; audio: Buffer | null },
  ): Promise<Added> {
    const { language, stem, options, audio } = wish;
    const version = await this.unused(manager, wish);
    if (typeof version === 'string') return version;
    if (options.length !== version.option_count) return 'option_count';
    const hash = audio && (await this.keep(manager, 'audio', audio));
    if (audio && hash === null) return 'unfit_file';
    const rows = await run(manager, insertWording, [version.id, language, stem, options, hash]);
    return rows.length > 0 ? 'added' : 'exists';
  }

  /** Adds a picture with the words for those who do not see it, in the caller's transaction. */
  async addPicture(manager: EntityManager, wish: ItemName & { file: Buffer; alt: string }): Promise<Added> {
    return this.attach(manager, 'picture', wish, wish.alt);
  }

  /** Adds the item read aloud in Vietnamese, in the caller's transaction. */
  async addAudio(manager: EntityManager, wish: ItemName & { file: Buffer }): Promise<Added> {
    return this.attach(manager, 'audio', wish, null);
  }

  private async attach(
    manager: EntityManager,
    kind: 'picture' | 'audio',
    wish: ItemName & { file: Buffer },
    alt: string | null,
  ): Promise<Added> {
    const version = await this.unused(manager, wish);
    if (typeof version === 'string') return version;
    const hash = await this.keep(manager, kind, wish.file);
    if (hash === null) return 'unfit_file';
    const rows = await run(manager, insertItemMedia, [version.id, kind, hash, alt, LIMITS.picturesPerItemMax]);
    return rows.length > 0 ? 'added' : 'exists';
  }

  private async unused(manager: EntityManager, { bankCode, itemCode }: ItemName) {
    const [version] = await run(manager, newestVersion, [bankCode, itemCode]);
    if (!version) return 'no_item';
    return version.published ? 'published' : version;
  }

  /** The hash under which the file is kept; null when it is none of this kind, or too large. */
  private async keep(manager: EntityManager, kind: 'picture' | 'audio', bytes: Buffer): Promise<string | null> {
    const mime = mediaTypeOf(bytes);
    const [family, bytesMax] =
      kind === 'picture' ? ['image/', LIMITS.pictureBytesMax] : ['audio/', LIMITS.audioBytesMax];
    if (!mime?.startsWith(family) || bytes.length > bytesMax) return null;
    const [row] = await run(manager, keepMedia, [bytes, mime]);
    return row!.sha256;
  }
}
