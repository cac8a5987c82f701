import { describe, expect, it } from '@jest/globals';
import { DatabaseError } from 'pg';
import { pino } from 'pino';
import { QueryFailedError } from 'typeorm';
import { LINES } from './logger.js';

/** What a logger like ours writes, as text. */
function written(fields: object, message: string): string {
  let text = '';
  const stream = { write: (line: string) => void (text += line) };
  pino(LINES, stream).info(fields, message);
  return text;
}

describe('a line of the log', () => {
  it.each([
    ['line ends', 'An\r\n{"level":60,"msg":"forged"}\n'],
    ['colours and titles of a terminal', '\x1b[31mroot\x1b[0m \x1b]0;ok\x07'],
    ['one-byte commands of a terminal', '\x9b31mroot \x90x\x9c'],
    ['other line ends', 'a\u2028b\u2029c\u0085d'],
    ['a turned direction', 'An \u202etxet\u2066'],
    ['NUL and backspace', 'ok\0\b\b\x7f'],
  ])('stays one line of printable text with %s in it', (_what, text) => {
    const line = written({ unit: text, deep: { [text]: text } }, text);
    expect(line.match(/\n/g)).toHaveLength(1);
    expect(line.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
    // Nothing is lost: whoever reads it by machine gets the text as it was.
    expect(JSON.parse(line)).toMatchObject({ msg: text, unit: text });
  });

  it('names no person and holds no key', () => {
    const line = written({ phone: '0912345678', body: { password: 'x1', token: 'y1', fullName: 'Vàng A Sử' } }, 'ok');
    expect(line).not.toMatch(/0912345678|x1|y1|Vàng/);
  });

  it('tells of an error of the database what helps to find it, and none of the values that it met', () => {
    const error = Object.assign(
      new DatabaseError('duplicate key value violates unique constraint "account_phone_key"', 9, 'error'),
      {
        ...{ code: '23505', detail: 'Key (phone)=(+84912345678) already exists.', constraint: 'account_phone_key' },
        where: 'COPY account, line 1: "Vàng A Sử"',
      },
    );
    const failed = new QueryFailedError(
      'INSERT INTO account (phone) VALUES ($1)',
      ['+84912345678', 'Vàng A Sử'],
      error,
    );
    const bad = new DatabaseError('invalid input syntax for type integer: "0912345678 Vàng A Sử"', 9, 'error');
    for (const err of [error, failed, bad, new Error('behind it', { cause: failed })]) {
      const line = written({ err, requestId: '4F2A91C0' }, 'bug');
      expect(line).not.toMatch(/912345678|Vàng/);
      expect(JSON.parse(line)).toMatchObject({
        requestId: '4F2A91C0',
        err: { stack: expect.stringContaining('logger.spec') },
      });
    }
    const told = JSON.parse(written({ err: failed }, 'bug')) as { err: object };
    expect(told.err).toMatchObject({ code: '23505', constraint: 'account_phone_key' });
  });
});
