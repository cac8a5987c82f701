import { describe, expect, it } from '@jest/globals';
import JSZip from 'jszip';
import { crc32 } from './crc32.js';
import { distinctNames, zipOf } from './zip.js';

async function archiveOf(files: { name: string; bytes: Uint8Array }[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of zipOf(files)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('zipOf', () => {
  it('is read by a library, names in Vietnamese and bytes as they were', async () => {
    const files = ['Xã Nghĩa Đàn.pdf', 'Phường Ea H’leo – Y Bhiŏ.pdf', 'rỗng.pdf'].map((name, i) => ({
      name,
      bytes: Buffer.alloc(i === 2 ? 0 : 70_000 + i, name),
    }));
    const zip = await JSZip.loadAsync(await archiveOf(files), { checkCRC32: true });
    expect(Object.keys(zip.files)).toEqual(files.map(({ name }) => name));
    for (const { name, bytes } of files) {
      expect((await zip.file(name)!.async('nodebuffer')).equals(bytes)).toBe(true);
    }
  });

  it('is an archive without files, too', async () => {
    expect(Object.keys((await JSZip.loadAsync(await archiveOf([]))).files)).toEqual([]);
  });
});

describe('crc32', () => {
  it('is that of the standard', () => expect(crc32(Buffer.from('123456789'))).toBe(0xcbf43926));
});

describe('distinctNames', () => {
  it('tells 300 units of one name apart', () => {
    const nameOf = distinctNames('.pdf');
    const names = Array.from({ length: 300 }, (_, i) => nameOf(i % 2 ? 'Xã Tân An' : 'XÃ TÂN AN'));
    expect(new Set(names.map((name) => name.toLocaleLowerCase('vi'))).size).toBe(300);
  });

  it.each([
    ['Phòng A/B: "một" <hai>?', 'Phòng A B một hai.pdf'],
    ['../../etc/passwd', 'etc passwd.pdf'],
    ['   ', 'tep.pdf'],
    ['Xã\u202eNghĩa\u0000Đàn.', 'Xã Nghĩa Đàn.pdf'],
  ])('makes of %j a name that every system takes', (title, name) => expect(distinctNames('.pdf')(title)).toBe(name));
});
