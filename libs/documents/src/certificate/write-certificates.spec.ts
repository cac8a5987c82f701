import { describe, expect, it } from '@jest/globals';
import { extractText, getDocumentProxy } from 'unpdf';
import { jpeg } from '../../../../test/support/files.js';
import type { Certificate, CertificateHead } from './certificate.js';
import { pictureOfCertificate, writeCertificates } from './write-certificates.js';

const HEAD: CertificateHead = {
  managingAgency: 'Ủy ban nhân dân tỉnh Nghệ An',
  issuer: 'Ban Tổ chức Cuộc thi tìm hiểu cải cách hành chính',
  title: 'Giấy chứng nhận',
  place: 'Nghệ An',
  signature: { authority: 'TM. Ban Tổ chức', post: 'Trưởng ban', name: 'Nguyễn Thị Hồng Phượng' },
  background: null,
  isSample: false,
};
const CODE = '7KQ4-M2XP-9RTA-HD3F';
const certificate = (changes: Partial<Certificate> = {}): Certificate => ({
  ...{ serial: '12/GCN-BTC', fullName: 'Nguyễn Thị Minh Phượng', unitName: 'Sở Nội vụ tỉnh Nghệ An' },
  result: 'đã đạt điểm tối đa 20/20 điểm tại',
  contestTitle: 'Cuộc thi trực tuyến tìm hiểu cải cách hành chính tỉnh Nghệ An năm 2026',
  decision: null,
  ...{ issuedOn: '2026-02-05', year: 2026, code: CODE, address: `https://thicchc.nghean.gov.vn/xac-nhan/${CODE}` },
  ...changes,
});

async function pagesOf(pdf: Buffer): Promise<{ text: string; rotated: boolean }[]> {
  const document = await getDocumentProxy(new Uint8Array(pdf));
  const { text } = await extractText(document);
  const pages = await Promise.all(text.map((_, i) => document.getPage(i + 1)));
  return text.map((page, i) => {
    const [, , width, height] = pages[i]!.view;
    return {
      text: page.normalize('NFC').replace(/\s+/g, ' '),
      rotated: Math.abs(width! / height! - 297 / 210) > 0.001,
    };
  });
}

describe('writeCertificates', () => {
  it('says all there is to say on one A4 on its side, and the day as the administration writes it', async () => {
    const [page, ...others] = await pagesOf(await writeCertificates(HEAD, [certificate()]));
    expect(others).toEqual([]);
    expect(page!.rotated).toBe(false);
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc',
      'ỦY BAN NHÂN DÂN TỈNH NGHỆ AN BAN TỔ CHỨC CUỘC THI TÌM HIỂU CẢI CÁCH HÀNH CHÍNH',
      'GIẤY CHỨNG NHẬN',
      'Chứng nhận Ông/Bà Nguyễn Thị Minh Phượng Sở Nội vụ tỉnh Nghệ An',
      'Nghệ An, ngày 05 tháng 02 năm 2026',
      'TM. BAN TỔ CHỨC TRƯỞNG BAN Nguyễn Thị Hồng Phượng',
      'Số: 12/GCN-BTC',
      `thicchc.nghean.gov.vn/xac-nhan/${CODE}`,
    ])
      expect(page!.text).toContain(words);
  });

  it('gives readers to copy what it says, whatever others said before or meanwhile', async () => {
    // Two letters with the same look: of Abkhaz, and of Azerbaijani.
    const titled = (contestTitle: string) => writeCertificates(HEAD, [certificate({ contestTitle })]);
    await titled('Cuộc thi \u04D8');
    const [other, own] = await Promise.all([titled('Cuộc thi \u04D8'), titled('Cuộc thi \u018F')]);
    expect((await pagesOf(own))[0]!.text).toContain('Cuộc thi \u018F');
    expect((await pagesOf(other))[0]!.text).toContain('Cuộc thi \u04D8');
  });

  it('leaves the day to the signer, and says of a sample that it is one', async () => {
    const head = { ...HEAD, place: null, signature: { ...HEAD.signature, name: null }, isSample: true };
    const [page] = await pagesOf(await writeCertificates(head, [certificate({ issuedOn: null })]));
    expect(page!.text).toContain('Ngày ….. tháng ….. năm 2026');
    expect(page!.text).toContain('DỮ LIỆU MẪU, KHÔNG CÓ GIÁ TRỊ');
    const [march] = await pagesOf(await writeCertificates(HEAD, [certificate({ issuedOn: '2026-03-12' })]));
    expect(march!.text).toContain('ngày 12 tháng 3 năm 2026');
  });

  it.each([
    'Y Bhiŏ Mlô Ưỡng Niê Kơ\u0306 Đăm Hwing Ƀuôn Yă Ĕban Ĭ Ŭ Krông Ana',
    'Zơrâm',
    'Công Tằng Tôn Nữ Hoàng Thị Kim Phượng Nguyệt Ánh Tuyết Nghiêng',
  ])('writes %s whole, with a unit and a title as long as they come', async (fullName) => {
    const long = {
      fullName,
      unitName:
        'Trung tâm Phục vụ hành chính công phường Hoàng Mai, Ban Quản lý Khu kinh tế Đông Nam và các khu công nghiệp',
      result: 'đã đạt giải Khuyến khích dành cho cán bộ, công chức, viên chức các cơ quan cấp xã tại',
      contestTitle:
        'Cuộc thi trực tuyến tìm hiểu về cải cách hành chính, chuyển đổi số, Đề án 06 và dịch vụ công trực tuyến toàn trình trên địa bàn tỉnh Nghệ An giai đoạn 2026 - 2030',
      decision: 'Theo Quyết định số 1234/QĐ-UBND ngày 05/02/2026',
    };
    const [page] = await pagesOf(await writeCertificates(HEAD, [certificate(long)]));
    for (const words of Object.values(long)) expect(page!.text).toContain(words.normalize('NFC'));
  });

  it('ends with three points what is longer than any name, and writes each page of many', async () => {
    const endless = 'Nghĩa '.repeat(80).trim();
    const list = [certificate({ fullName: endless }), certificate({ fullName: 'Vàng A Sử' })];
    const pages = await pagesOf(await writeCertificates(HEAD, list));
    expect(pages).toHaveLength(2);
    expect(pages[0]!.text).toContain('…');
    expect(pages[1]!.text).toContain('Vàng A Sử');
    expect(pages[1]!.text).toContain('GIẤY CHỨNG NHẬN');
  });

  it('holds the background once, however many pages lie on it', async () => {
    const head = { ...HEAD, background: jpeg(1188, 840) };
    const pdf = await writeCertificates(head, [certificate(), certificate(), certificate()]);
    expect(pdf.toString('latin1').split('/DCTDecode')).toHaveLength(2);
  });

  it('stops where somebody stops it', async () => {
    const stop = new AbortController();
    const done: number[] = [];
    const many = Array.from({ length: 60 }, () => certificate());
    const written = writeCertificates(HEAD, many, {
      signal: stop.signal,
      onProgress: (count) => {
        done.push(count);
        if (count === 20) stop.abort();
      },
    });
    await expect(written).rejects.toThrow();
    expect(done).toHaveLength(20);
  });
});

describe('pictureOfCertificate', () => {
  it('is a PNG that a phone shows sharply, with another name another picture', async () => {
    const [one, other] = await Promise.all([
      pictureOfCertificate(HEAD, certificate()),
      pictureOfCertificate(HEAD, certificate({ fullName: 'H’Hen Niê & <Đỗ>' })),
    ]);
    expect([one.readUInt32BE(16), one.readUInt32BE(20)]).toEqual([1684, 1191]);
    expect(one.equals(other)).toBe(false);
  });
});
