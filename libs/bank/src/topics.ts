import { searchKey } from '#domain';

/**
 * The seven fields of public administration reform by which the ministries report: direction and the six contents.
 * Codes stand in GIFT files and blueprints. Source: the master programme of 2021–2030 (Nghị quyết 76/NQ-CP of 15/7/2021).
 */
const TOPIC_TITLES: Readonly<Record<string, string>> = {
  'chi-dao-dieu-hanh': 'Công tác chỉ đạo, điều hành',
  'the-che': 'Cải cách thể chế',
  'thu-tuc-hanh-chinh': 'Cải cách thủ tục hành chính',
  'to-chuc-bo-may': 'Cải cách tổ chức bộ máy hành chính nhà nước',
  'che-do-cong-vu': 'Cải cách chế độ công vụ',
  'tai-chinh-cong': 'Cải cách tài chính công',
  'chinh-quyen-so': 'Xây dựng và phát triển Chính phủ điện tử, Chính phủ số',
};

/**
 * What screens call a topic: the official field, or the name the file gives to a topic of its own.
 * Example: `topicTitle('the-che', null) = 'Cải cách thể chế'`, `topicTitle('lich-su', 'Lịch sử') = 'Lịch sử'`.
 */
export function topicTitle(code: string, named: string | null): string {
  return Object.hasOwn(TOPIC_TITLES, code) ? TOPIC_TITLES[code]! : (named ?? code);
}

/** The official field that a text names, by code or title; null for none. Example: `officialTopic('Cải cách thể chế')!.code = 'the-che'`. */
export function officialTopic(text: string): { code: string; title: string } | null {
  const key = searchKey(text);
  const found = Object.entries(TOPIC_TITLES).find(([code, title]) => code === text || searchKey(title) === key);
  return found ? { code: found[0], title: found[1] } : null;
}
