import type { DataSource } from 'typeorm';
import type { Clock } from '#platform';
import type { MadeDocument } from '../files/write-document.js';
import type { DocumentKind, DocumentParams } from './document-kinds.js';

/** What a maker works with. */
export interface DocumentWork<Params> {
  contestId: number;
  /** The contest's name in addresses. */
  slug: string;
  params: Params;
  askedBy: string;
  /** A small pool of its own, beside those that serve people; statements end after some time. */
  dataSource: DataSource;
  /**
   * One connection for reading much: of the role that may only read, beside the one that says how far it is. Where it leads to
   * a replica, that has all that was committed before.
   * @throws DomainError DOCUMENT_SOURCE_AWAY
   */
  reading(): Promise<DataSource>;
  clock: Clock;
  /** Aborted when nobody wants the file any more: look at it (`signal.throwIfAborted()`) wherever work is long. */
  signal: AbortSignal;
  /** How far it is, for who looks at the bar; may be called as often as one likes. */
  progress(done: number, total: number): void;
  /** The next bytes of the file, of any length. Wait for it: so the file is never whole in memory. */
  write(chunk: Uint8Array): Promise<void>;
}

/**
 * Makes one kind of file. It may be begun again from the start after its process died. A `DomainError` is told to who asked
 * by its code; any other error is a bug.
 */
export type DocumentMaker<Params> = (work: DocumentWork<Params>) => Promise<MadeDocument>;

export type DocumentMakers = { [Kind in DocumentKind]: DocumentMaker<DocumentParams[Kind]> };
