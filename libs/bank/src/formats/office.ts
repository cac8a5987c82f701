import { LIMITS } from '#domain';
import { isZip, openZip, ZipFault, type Zip } from '#platform';
import { FileRefusal } from './question.js';

const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');
/** Parts that are programs, or that hold foreign objects. */
const PROGRAMS = /vbaProject\.bin$|vbaData\.xml$|(?:^|\/)macrosheets\/|activeX\//i;

/** Is this a Word or Excel file of before 2007, or one with a password? */
export const isOldOffice = (bytes: Buffer): boolean => bytes.subarray(0, 8).equals(OLE2);

/**
 * Opens a Word or Excel file for its parts, which are unpacked under a bound.
 *
 * @param part without which it is no such file, e.g. 'word/document.xml'
 * @throws FileRefusal OLD_OFFICE, MACROS, TOO_LARGE, NOT_THIS_FORMAT
 */
export function openOffice(bytes: Buffer, part: string, name: string): Zip {
  if (isOldOffice(bytes)) {
    throw new FileRefusal(
      'OLD_OFFICE',
      `Tệp ${name} kiểu cũ (trước 2007) hoặc có mật khẩu. Hãy mở ra, bỏ mật khẩu và lưu lại thành ${name === 'Word' ? '.docx' : '.xlsx'}.`,
    );
  }
  const damaged = new FileRefusal('NOT_THIS_FORMAT', `Đây không phải tệp ${name} (hoặc tệp bị hỏng).`);
  if (!isZip(bytes)) throw damaged;
  const bounds = { partsMax: LIMITS.officeFilePartsMax, unpackedBytesMax: LIMITS.tableFileUnpackedBytesMax };
  const zip = readingZip(name, () => openZip(bytes, bounds));
  if (zip.names.some((one) => PROGRAMS.test(one))) {
    throw new FileRefusal(
      'MACROS',
      `Tệp ${name} có macro hoặc chương trình bên trong. Hãy lưu lại thành tệp không macro.`,
    );
  }
  if (!zip.names.includes(part)) throw damaged;
  return { names: zip.names, read: (one) => readingZip(name, () => zip.read(one)) };
}

function readingZip<T>(name: string, act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    if (error.reason === 'size') throw new FileRefusal('TOO_LARGE', `Tệp ${name} giải nén ra quá lớn.`);
    throw new FileRefusal('NOT_THIS_FORMAT', `Đây không phải tệp ${name} (hoặc tệp bị hỏng).`);
  }
}
