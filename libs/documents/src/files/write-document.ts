import { Writable } from 'node:stream';
import { toDocx } from '../docx/to-docx.js';
import type { OfficialDocument } from '../official-document.js';
import { toPdf } from '../pdf/to-pdf.js';
import { toWorkbook } from '../xlsx/to-workbook.js';

/** Formats that are a document of their own. */
export const FILE_FORMATS = ['docx', 'xlsx', 'pdf'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const FILE_MIME: Record<FileFormat, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** What the file is, told when it is written. */
export interface MadeDocument {
  /** As people read it, in Vietnamese, with its ending: 'Báo cáo - Tìm hiểu CCHC.docx'. */
  name: string;
  mime: string;
}

/** Writes a document in one of its formats. @param write takes the bytes as they are made, and is waited for */
export async function writeDocument(
  document: OfficialDocument,
  format: FileFormat,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<void> {
  switch (format) {
    case 'docx':
      return write(await toDocx(document));
    case 'xlsx':
      return toWorkbook(document, sinkOf(write));
    case 'pdf':
      return toPdf(document, sinkOf(write));
  }
}

/** What is written is waited for: so a workbook is never whole in memory. */
function sinkOf(write: (chunk: Uint8Array) => Promise<void>): Writable {
  return new Writable({
    write: (chunk: Uint8Array, _encoding, done) => {
      write(chunk).then(() => done(), done);
    },
  });
}
