import { describe, expect, it } from '@jest/globals';
import { exif, jpeg, pdf, png, pngPart } from '../../../../test/support/files.js';
import { isPdf } from './pdf-file.js';
import { readPicture } from './picture-file.js';

describe('readPicture', () => {
  it('knows the sides of a PNG and of a JPEG', () => {
    expect(readPicture(png(64, 80))).toMatchObject({ mime: 'image/png', width: 64, height: 80 });
    expect(readPicture(jpeg(1440, 360))).toMatchObject({ mime: 'image/jpeg', width: 1440, height: 360 });
  });

  it('keeps the picture as it was, to the byte', () => {
    expect(readPicture(png(64, 64))!.bytes).toEqual(png(64, 64));
    expect(readPicture(jpeg(64, 64))!.bytes).toEqual(jpeg(64, 64));
  });

  it('leaves out where it was taken, texts, programs and what stands behind the end', () => {
    const script = Buffer.from('<script>alert(1)</script>');
    const hidden = [pngPart('tEXt', script), pngPart('eXIf', Buffer.from('GPS 21.03')), pngPart('zzZz', script)];
    expect(readPicture(Buffer.concat([png(64, 64, hidden), script]))!.bytes).toEqual(png(64, 64));
    const camera = jpeg(64, 64, [exif('GPS 21.03')], '<script>alert(1)</script>');
    expect(readPicture(camera)!.bytes).toEqual(jpeg(64, 64));
    // A file that is a picture at its beginning and an archive or a paper at its end is a picture afterwards.
    expect(readPicture(Buffer.concat([png(64, 64), pdf()]))!.bytes).toEqual(png(64, 64));
  });

  const torn = png(64, 64);
  const wrongSum = Buffer.from(torn);
  wrongSum[20]! ^= 1;
  it.each([
    ['nothing', Buffer.alloc(0)],
    ['an SVG with a script', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>')],
    ['a GIF that is a script', Buffer.from('GIF89a/*…*/=alert(1)//')],
    ['a PDF', pdf()],
    ['a PNG that ends in the middle', torn.subarray(0, torn.length - 20)],
    ['a PNG with a wrong sum', wrongSum],
    ['a PNG without points', Buffer.concat([torn.subarray(0, 33), pngPart('IEND', Buffer.alloc(0))])],
    ['a PNG that does not begin with its frame', Buffer.concat([torn.subarray(0, 8), torn.subarray(33)])],
    ['a PNG of no width', png(0, 64)],
    [
      'a part that says it is longer than the file',
      Buffer.concat([torn.subarray(0, 33), Buffer.from('7fffffff49444154', 'hex')]),
    ],
    ['a JPEG without an end', jpeg(64, 64).subarray(0, -2)],
    ['a JPEG with two frames', jpeg(64, 64, [jpeg(9, 9).subarray(2, -2)])],
    ['the head of a JPEG alone', Buffer.from('ffd8ffe0', 'hex')],
    ['a JPEG with a segment of no length', Buffer.from('ffd8ffe00000ffd9', 'hex')],
  ])('takes no %s', (_what, bytes) => {
    expect(readPicture(bytes)).toBeNull();
  });
});

describe('isPdf', () => {
  it('knows a whole PDF, and none that runs something or is something else', () => {
    expect(isPdf(pdf())).toBe(true);
    expect(isPdf(Buffer.concat([pdf(), Buffer.from('\n\n')]))).toBe(true);
    expect(isPdf(Buffer.concat([Buffer.from('<script>alert(1)</script>'), pdf()]))).toBe(false);
    expect(isPdf(pdf().subarray(0, 60))).toBe(false);
    expect(isPdf(Buffer.from('%PDF-1.7\n'))).toBe(false);
    expect(isPdf(Buffer.from('%PDF-x\nstartxref %%EOF'))).toBe(false);
    expect(isPdf(pdf('/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>'))).toBe(false);
    expect(isPdf(pdf('/AA<</S/Launch/F(cmd.exe)>>'))).toBe(false);
    expect(isPdf(png(64, 64))).toBe(false);
  });
});
