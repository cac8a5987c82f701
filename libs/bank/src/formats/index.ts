import { LIMITS } from '#domain';
import { fitsAiken, readAiken, writeAiken } from './aiken.js';
import { readGiftFile, writeGift } from './gift-format.js';
import { readMoodleXml, writeMoodleXml } from './moodle-xml.js';
import { FileRefusal, type Question, type Reading } from './question.js';
import { writeQti3 } from './qti.js';
import { readCsv, readExcel, writeCsv, writeExcel } from './table.js';
import { readWord } from './word-questions.js';
import { writeWord } from './word-writer.js';

/** A format in which questions come in or go out. */
export interface BankFormat {
  /** Ending of its files, without the dot. */
  ending: string;
  mime: string;
  /** People read it, so topics stand in it by their titles; programs get codes. */
  isForPeople: boolean;
  /** @throws FileRefusal for a file as a whole; what is wrong with one question is a fault of the reading */
  read?: (bytes: Buffer) => Reading | Promise<Reading>;
  write: (questions: readonly Question[]) => Buffer | Promise<Buffer>;
  /** Can this question be said in the format? Left out: every one. */
  fits?: (question: Question) => boolean;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

/** Every format by its name in addresses. The next one is a new file and a line here. */
export const BANK_FORMATS = {
  xlsx: format('xlsx', `${OFFICE}.spreadsheetml.sheet`, { isForPeople: true, read: readExcel, write: writeExcel }),
  csv: format('csv', 'text/csv', { isForPeople: true, read: readCsv, write: writeCsv }),
  docx: format('docx', `${OFFICE}.wordprocessingml.document`, { isForPeople: true, read: readWord, write: writeWord }),
  gift: format('gift', 'text/plain', { read: readGiftFile, write: writeGift }),
  aiken: format('txt', 'text/plain', { read: readAiken, write: writeAiken, fits: fitsAiken }),
  'moodle-xml': format('xml', 'application/xml', { read: readMoodleXml, write: writeMoodleXml }),
  qti3: format('zip', 'application/zip', { write: writeQti3 }),
} satisfies Record<string, BankFormat>;

export type BankFormatName = keyof typeof BANK_FORMATS;
export const BANK_FORMAT_NAMES = Object.keys(BANK_FORMATS) as BankFormatName[];
/** Formats that can be read. */
export const READ_BANK_FORMATS = BANK_FORMAT_NAMES.filter(
  (name) => (BANK_FORMATS[name] as BankFormat).read !== undefined,
);

function format(
  ending: string,
  mime: string,
  rest: Pick<BankFormat, 'read' | 'write' | 'fits'> & { isForPeople?: boolean },
): BankFormat {
  return { ending, mime, isForPeople: false, ...rest };
}

/**
 * Reads questions out of a file.
 *
 * @throws FileRefusal for a file that is empty, too large, or not of this format
 * Example: `(await readBankFile('aiken', Buffer.from('Hỏi?\nA. Một\nB. Hai\nANSWER: B'))).questions[0].stem = 'Hỏi?'`
 */
export async function readBankFile(name: BankFormatName, bytes: Buffer): Promise<Reading> {
  const { read } = BANK_FORMATS[name] as BankFormat;
  if (!read) throw new FileRefusal('NOT_THIS_FORMAT', 'Định dạng này chỉ để xuất.');
  if (bytes.length === 0) throw new FileRefusal('EMPTY', 'Tệp trống.');
  if (bytes.length > LIMITS.importFileBytesMax) {
    throw new FileRefusal('TOO_LARGE', `Tệp lớn quá ${LIMITS.importFileBytesMax / 1024 / 1024} MB.`);
  }
  return read(bytes);
}

export {
  FileRefusal,
  type Fault as FileFault,
  type Question as FileQuestion,
  type Reading as FileReading,
} from './question.js';
