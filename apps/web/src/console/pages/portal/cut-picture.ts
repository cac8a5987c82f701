import { BANNER_RATIO, BANNER_WIDTHS, LOGO_SIDE } from '../../regulations.js';

/** What the server takes (LIMITS.logoBytesMax, bannerBytesMax). */
const LOGO_BYTES_MAX = 128 * 1024;
const BANNER_BYTES_MAX = 256 * 1024;
const LOGO_SIDES = [LOGO_SIDE, 384, 256, 128];
const QUALITIES = [0.85, 0.75, 0.6, 0.45];

/** The largest part of a picture of some ratio. @param place 0 to 1: how far right or down the part lies, where there is a choice */
export function partOf({ width, height }: { width: number; height: number }, place: number) {
  const isWide = width > height * BANNER_RATIO;
  const [w, h] = isWide ? [height * BANNER_RATIO, height] : [width, width / BANNER_RATIO];
  return { x: isWide ? (width - w) * place : 0, y: isWide ? 0 : (height - h) * place, width: w, height: h };
}

/** Draws the part of a picture that is to be the banner. */
export function drawBanner(canvas: HTMLCanvasElement, picture: ImageBitmap, place: number, width: number): void {
  canvas.width = width;
  canvas.height = width / BANNER_RATIO;
  const pen = canvas.getContext('2d')!;
  // Where a picture lets the page through, a banner is white.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  const part = partOf(picture, place);
  pen.drawImage(picture, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height);
}

/** The banner for wide screens and the same for narrow ones. @returns null when the browser cannot make them small enough */
export async function cutBanner(picture: ImageBitmap, place: number): Promise<{ full: Blob; small: Blob } | null> {
  const cut = async (width: number): Promise<Blob | null> => {
    const canvas = document.createElement('canvas');
    drawBanner(canvas, picture, place, width);
    for (const quality of QUALITIES) {
      const blob = await blobOf(canvas, 'image/jpeg', quality);
      if (blob && blob.size <= BANNER_BYTES_MAX) return blob;
    }
    return null;
  };
  const [full, small] = [await cut(BANNER_WIDTHS.full), await cut(BANNER_WIDTHS.small)];
  return full && small && { full, small };
}

/** A logo no larger than it is ever shown, whole. @returns null when the browser cannot make it small enough */
export async function cutLogo(picture: ImageBitmap): Promise<Blob | null> {
  for (const side of LOGO_SIDES) {
    const scale = Math.min(1, side / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const pen = canvas.getContext('2d')!;
    pen.imageSmoothingQuality = 'high';
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await blobOf(canvas, 'image/png');
    if (blob && blob.size <= LOGO_BYTES_MAX) return blob;
  }
  return null;
}

const blobOf = (canvas: HTMLCanvasElement, type: string, quality?: number): Promise<Blob | null> =>
  new Promise((resolve) => canvas.toBlob(resolve, type, quality));
