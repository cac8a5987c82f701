import { describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { lineOnly, REDACTED } from './logger.js';

/** What a logger like ours writes, as text. */
function written(fields: object, message: string): string {
  let text = '';
  const stream = { write: (line: string) => void (text += line) };
  pino({ redact: REDACTED, hooks: { streamWrite: lineOnly } }, stream).info(fields, message);
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
});
