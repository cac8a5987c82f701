import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readCursor, writeCursor } from './board.cursor.js';

describe('the cursor of a board', () => {
  it('leads back to its place, whatever the key', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.uuid(), (bytes, participantId) => {
        const place = { sortKey: Buffer.from(bytes), participantId };
        const text = writeCursor(place);
        expect(text).toMatch(/^[A-Za-z0-9_-]+$/);
        expect(readCursor(text)).toEqual(place);
      }),
    );
  });

  it('is refused when it is anything else, and never throws otherwise', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.base64String()), (text) => {
        try {
          expect(writeCursor(readCursor(text))).toBe(text);
        } catch (error) {
          expect(error).toMatchObject({ code: 'INVALID_INPUT', details: { field: 'after' } });
        }
      }),
    );
    for (const text of ['', 'AAAA', 'A'.repeat(22), 'A'.repeat(120), `${'A'.repeat(24)}=`, 'AAAA AAAA']) {
      expect(() => readCursor(text)).toThrow();
    }
  });
});
