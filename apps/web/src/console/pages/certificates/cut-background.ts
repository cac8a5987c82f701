import { CERTIFICATE_RATIO, CERTIFICATE_WIDTH } from '../../regulations.js';

/** What the server takes (LIMITS.certificateBackgroundBytesMax). */
const BYTES_MAX = 2 * 1024 * 1024;
const QUALITIES = [0.93, 0.88, 0.8, 0.7];

/**
 * The middle of a picture in the ratio of A4 on its side, as a JPEG that prints sharply.
 * @returns null when the browser cannot make it small enough
 */
export async function cutBackground(picture: ImageBitmap): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = CERTIFICATE_WIDTH;
  canvas.height = Math.round(CERTIFICATE_WIDTH / CERTIFICATE_RATIO);
  const pen = canvas.getContext('2d')!;
  // Where a picture lets the page through, the paper is white.
  pen.fillStyle = '#ffffff';
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = 'high';
  const scale = Math.max(canvas.width / picture.width, canvas.height / picture.height);
  const [width, height] = [picture.width * scale, picture.height * scale];
  pen.drawImage(picture, (canvas.width - width) / 2, (canvas.height - height) / 2, width, height);
  for (const quality of QUALITIES) {
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality));
    if (blob && blob.size <= BYTES_MAX) return blob;
  }
  return null;
}
