const WIDTH_PX = 600;

/** A code to scan as a PNG with its quiet zone, to stand in a letter. Drawn beside the event loop: others are being served. */
export async function qrPicture(link: string): Promise<Buffer> {
  const [{ default: QRCode }, { renderAsync }] = await Promise.all([import('qrcode'), import('@resvg/resvg-js')]);
  const svg = await QRCode.toString(link, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
  return Buffer.from((await renderAsync(svg, { fitTo: { mode: 'width', value: WIDTH_PX } })).asPng());
}
