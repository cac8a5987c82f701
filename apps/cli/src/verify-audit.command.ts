import { createHash } from 'node:crypto';
import { verifyAudit, type AuditFault, type AuditLink } from '#database';
import { print, readArgs, Refusal, say, type Errand } from './errand.js';
import { asOwner } from './owner.js';

/** Proves the audit trail to be the one that was written, or names the first row that is not. */
export const verifyAuditErrand: Errand = {
  usage:
    'verify-audit [--noted <số>:<mã>]\n' +
    '  --noted  "head" đã in ở lần kiểm tra trước và cất ở nơi khác: thấy được cả khi đuôi nhật ký bị cắt\n' +
    '           hoặc toàn bộ nhật ký bị viết lại\n' +
    '  In một dòng JSON; mã thoát 0 nếu nguyên vẹn, 1 nếu có dòng bị sửa, bỏ hay chèn.',
  async run(args) {
    const { values } = readArgs({ options: { noted: { type: 'string' } } }, args);
    const noted = values.noted === undefined ? null : linkOf(values.noted);
    return asOwner(async ({ dataSource }) => {
      const found = await verifyAudit(dataSource, (text) => createHash('sha256').update(text).digest(), noted);
      const { sealed, unsealed, head, fault } = found;
      print(JSON.stringify({ ok: fault === null, sealed, unsealed, head: head && `${head.seq}:${head.hash}`, fault }));
      if (fault) say(`Nhật ký KHÔNG nguyên vẹn: ${told(fault)}. ${sealed} dòng trước đó nguyên vẹn.`);
      else say(`Nhật ký nguyên vẹn: ${sealed} dòng đã niêm phong, ${unsealed} dòng mới chờ niêm phong.`);
      return fault ? 1 : 0;
    });
  },
};

function linkOf(text: string): AuditLink {
  const [, seq, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim().toLowerCase()) ?? [];
  if (seq === undefined || hash === undefined)
    throw new Refusal('--noted phải là "head" đã in ở lần kiểm tra trước: <số>:<64 chữ số hex>.', 2);
  return { seq: Number(seq), hash };
}

function told({ kind, seq, auditId }: AuditFault): string {
  const row = auditId === null ? '' : ` (dòng audit ${auditId})`;
  switch (kind) {
    case 'changed':
      return `mắt xích ${seq}${row} không khớp: dòng này đã bị sửa, hoặc dòng ngay trước nó bị bỏ hay chèn cùng niêm phong`;
    case 'removed':
      return `mắt xích ${seq}${row} không còn: dòng này đã bị bỏ`;
    case 'inserted':
      return seq === null
        ? `dòng audit ${auditId} chưa niêm phong nhưng ghi lùi thời gian: dòng này bị chèn vào sau`
        : `mắt xích ${seq}${row} ghi lùi thời gian so với các dòng trước nó: dòng này bị chèn vào sau`;
    case 'rewritten':
      return `mắt xích ${seq}${row} không phải mắt xích đã ghi lại: nhật ký đã bị viết lại`;
  }
}
