import { DomainError } from '#domain';

/** The place on a board behind which the next page begins. */
export interface BoardPlace {
  sortKey: Buffer;
  participantId: string;
}

/** Before everybody: no key is smaller than the empty one. */
export const BEFORE_ALL: BoardPlace = {
  sortKey: Buffer.alloc(0),
  participantId: '00000000-0000-0000-0000-000000000000',
};

const UUID_BYTES = 16;
/** A chain of all nine criteria takes 46 bytes. */
const KEY_BYTES_MAX = 64;

/** The place as an opaque text for addresses. It grants nothing: it only says where to read on. */
export function writeCursor({ sortKey, participantId }: BoardPlace): string {
  return Buffer.concat([Buffer.from(participantId.replaceAll('-', ''), 'hex'), sortKey]).toString('base64url');
}

/** @throws DomainError INVALID_INPUT {field: 'after'} for a text that `writeCursor` did not write. */
export function readCursor(text: string): BoardPlace {
  const bytes = Buffer.from(text, 'base64url');
  const sound = bytes.length > UUID_BYTES && bytes.length <= UUID_BYTES + KEY_BYTES_MAX;
  if (!sound || bytes.toString('base64url') !== text) throw new DomainError('INVALID_INPUT', { field: 'after' });
  const hex = bytes.toString('hex', 0, UUID_BYTES);
  const participantId = [8, 12, 16, 20, 32].map((end, i, ends) => hex.slice(ends[i - 1] ?? 0, end)).join('-');
  return { sortKey: bytes.subarray(UUID_BYTES), participantId };
}

/** A place of an official board as such a text. */
export const writePlace = (place: number): string => `hang-${place}`;

/** @throws DomainError INVALID_INPUT {field: 'after'} for a text that `writePlace` did not write. */
export function readPlace(text: string): number {
  const digits = /^hang-(\d{1,9})$/.exec(text)?.[1];
  if (digits === undefined) throw new DomainError('INVALID_INPUT', { field: 'after' });
  return Number(digits);
}
