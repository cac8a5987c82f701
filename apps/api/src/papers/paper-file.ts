import { PassThrough, type Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { StreamableFile } from '@nestjs/common';
import { toDocx, toPdf, toWorkbook, type OfficialDocument } from '#documents';
import { attachment, XLSX } from '../results/attachment.js';

export const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

const FORMATS = {
  docx: { mime: DOCX, bytesOf: toDocx },
  xlsx: { mime: XLSX, bytesOf: (paper: OfficialDocument) => bytesOf((sink) => toWorkbook(paper, sink)) },
  pdf: { mime: 'application/pdf', bytesOf: (paper: OfficialDocument) => bytesOf((sink) => toPdf(paper, sink)) },
};
export type PaperFormat = keyof typeof FORMATS;

const binary = { schema: { type: 'string' as const, format: 'binary' } };
/** What a route that gives a paper in some of the formats answers with. */
export const paperContent = (...formats: PaperFormat[]) => ({
  content: Object.fromEntries(formats.map((format) => [FORMATS[format].mime, binary])),
});

/** A paper as a download. @param name without its ending */
export async function fileOf(paper: OfficialDocument, name: string, format: PaperFormat): Promise<StreamableFile> {
  const { mime, bytesOf: bytes } = FORMATS[format];
  const file = await bytes(paper);
  return new StreamableFile(file, { type: mime, disposition: attachment(`${name}.${format}`), length: file.length });
}

/** A paper of some pages, whole: its length goes before it, and a fault in it is an answer and no broken file. */
async function bytesOf(write: (sink: Writable) => Promise<void>): Promise<Buffer> {
  const sink = new PassThrough();
  const [bytes] = await Promise.all([buffer(sink), write(sink)]);
  return bytes;
}
