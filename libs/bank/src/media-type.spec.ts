import { describe, expect, it } from '@jest/globals';
import { mediaTypeOf } from './media-type.js';

const bytes = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('mediaTypeOf', () => {
  it.each([
    ['a PNG', '\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
    ['a JPEG', '\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
    ['a WebP', 'RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
    ['an Ogg', 'OggS\0\x02', 'audio/ogg'],
    ['an M4A', '\0\0\0\x20ftypM4A \0\0\0\0', 'audio/mp4'],
    ['an MP3 with a tag', 'ID3\x04\0', 'audio/mpeg'],
    ['an MP3 without', '\xff\xfb\x90\x64', 'audio/mpeg'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg">', null],
    ['a page', '<!doctype html>', null],
    ['a PDF', '%PDF-1.7', null],
    ['a GIF', 'GIF89a', null],
    ['a WAV', 'RIFF\x24\0\0\0WAVEfmt ', null],
    ['a video', '\0\0\0\x20ftypqt  ', null],
    ['AAC without a box', '\xff\xf1\x50\x80', null],
    ['a frame of a reserved bit rate', '\xff\xfb\xf0\x64', null],
    ['UTF-16', '\xff\xfeh\0', null],
    ['half a signature', '\x89PN', null],
    ['nothing', '', null],
  ])('%s', (_case, text, type) => {
    expect(mediaTypeOf(bytes(text))).toBe(type);
  });
});
