import { readFileSync, statSync } from 'node:fs';
import { LIMITS } from '#domain';
import { readTableFile, type TableRow } from '#platform';
import { Refusal } from './errand.js';

/**
 * Text of the one file that an errand is given.
 * @throws Refusal when it is not named, is no file (a device has no end), is too large, cannot be read, or is no UTF-8 text:
 * a workbook, an archive, a list in an old encoding
 */
export function readInput(positionals: readonly string[]): string {
  const [path, ...others] = positionals;
  if (path === undefined || others.length > 0) throw new Refusal('Phải nêu đúng một tệp.', 2);
  const bytes = readBounded(path);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Refusal(`Tệp ${path} không phải văn bản UTF-8; hãy lưu lại theo mẫu "CSV UTF-8" hoặc văn bản UTF-8.`);
  }
}

/** The rows of a list that an errand is given as Excel or CSV. @throws Refusal when it cannot be opened; DomainError FILE_NOT_READABLE */
export async function readTable(path: string): Promise<TableRow[]> {
  return readTableFile(readBounded(path), LIMITS.invitationRowsMax);
}

function readBounded(path: string): Buffer {
  const most = LIMITS.importFileBytesMax;
  try {
    const about = statSync(path);
    if (!about.isFile()) throw new Error('không phải tệp thường');
    if (about.size > most) throw new Error(`lớn hơn ${most / 1024 / 1024} MB`);
    return readFileSync(path);
  } catch (error) {
    throw new Refusal(`Không đọc được tệp ${path}: ${(error as Error).message}`);
  }
}
