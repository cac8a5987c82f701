import { readFileSync } from 'node:fs';
import type { EntityManager } from 'typeorm';
import { WordingService, type Added, type ItemName } from '#bank';
import { languageTitle, LIMITS, normalizeLines, normalizeText, WORDING_LANGUAGES } from '#domain';
import { print, readArgs, Refusal, type Errand } from './errand.js';
import { asOwner } from './owner.js';

const text = { type: 'string' } as const;
const MEGABYTE = 1024 * 1024;

/** Why nothing was added, for the person at the terminal. */
const WHY: Record<Exclude<Added, 'added'>, string> = {
  no_item: 'Không có câu hỏi này trong ngân hàng.',
  published: 'Câu hỏi đã nằm trong cuộc thi đã công bố: người thi đã thấy câu này nên không thêm được nữa.',
  exists: 'Phiên bản mới nhất của câu hỏi đã có rồi, hoặc đã đủ số ảnh.',
  option_count: 'Số phương án không bằng số phương án của câu hỏi.',
  unfit_file:
    `Tệp không dùng được. Ảnh: PNG, JPEG hoặc WebP, đến ${LIMITS.pictureBytesMax / MEGABYTE} MB; ` +
    `tiếng: MP3, Ogg hoặc M4A, đến ${LIMITS.audioBytesMax / MEGABYTE} MB.`,
};

const ITEM_USAGE = '  --bank, --item  mã của ngân hàng và của câu hỏi; thêm vào phiên bản mới nhất của câu hỏi\n';

/** Adds a question's wording in another language. */
export const addWording: Errand = {
  usage:
    'add-wording --bank <mã> --item <mã> --language <mã> --stem <câu hỏi> --options <phương án> --options … [--audio <tệp>]\n' +
    ITEM_USAGE +
    '  --options       mỗi phương án một lần, theo thứ tự phương án của câu hỏi\n' +
    '  --audio         tệp đọc câu hỏi bằng tiếng ấy\n' +
    `  --language      ${Object.entries(WORDING_LANGUAGES)
      .map(([code, title]) => `${code} (${title})`)
      .join(', ')}`,
  async run(args) {
    const options = { bank: text, item: text, language: text, stem: text, audio: text };
    const { values } = readArgs({ options: { ...options, options: { ...text, multiple: true } } }, args);
    const item = itemOf(values);
    const { language = '' } = values;
    if (!Object.hasOwn(WORDING_LANGUAGES, language)) throw new Refusal(`Không có ngôn ngữ "${language}".`, 2);
    const wish = {
      ...item,
      language,
      stem: lines('stem', values.stem),
      options: (values.options ?? []).map((option) => lines('options', option)),
      audio: values.audio === undefined ? null : fileOf('audio', values.audio),
    };
    return add(`${languageTitle(language)} của câu ${item.itemCode}`, (wordings, manager) =>
      wordings.addWording(manager, wish),
    );
  },
};

/** Adds a picture to a question. */
export const addPicture: Errand = {
  usage:
    'add-picture --bank <mã> --item <mã> --file <tệp> --alt <lời tả ảnh>\n' +
    ITEM_USAGE +
    '  --alt           lời tả ảnh cho người không nhìn thấy; đừng để lộ đáp án',
  async run(args) {
    const { values } = readArgs({ options: { bank: text, item: text, file: text, alt: text } }, args);
    const item = itemOf(values);
    const alt = normalizeText(values.alt ?? '');
    if (alt === '' || alt.length > LIMITS.itemTextLengthMax) throw new Refusal('Phải nêu --alt <lời tả ảnh>.', 2);
    const wish = { ...item, file: fileOf('file', values.file), alt };
    return add(`ảnh của câu ${item.itemCode}`, (wordings, manager) => wordings.addPicture(manager, wish));
  },
};

/** Adds the Vietnamese question read aloud. */
export const addAudio: Errand = {
  usage: 'add-audio --bank <mã> --item <mã> --file <tệp>\n' + ITEM_USAGE.trimEnd(),
  async run(args) {
    const { values } = readArgs({ options: { bank: text, item: text, file: text } }, args);
    const item = itemOf(values);
    const wish = { ...item, file: fileOf('file', values.file) };
    return add(`tiếng đọc của câu ${item.itemCode}`, (wordings, manager) => wordings.addAudio(manager, wish));
  },
};

async function add(
  what: string,
  work: (wordings: WordingService, manager: EntityManager) => Promise<Added>,
): Promise<number> {
  return asOwner(async ({ dataSource }) => {
    await dataSource.transaction(async (manager) => {
      const added = await work(new WordingService(), manager);
      if (added !== 'added') throw new Refusal(WHY[added]);
    });
    print(`Đã thêm ${what}.`);
    return 0;
  });
}

function itemOf({ bank, item }: { bank?: string | undefined; item?: string | undefined }): ItemName {
  if (bank === undefined || item === undefined) throw new Refusal('Phải nêu --bank <mã> và --item <mã>.', 2);
  return { bankCode: bank, itemCode: item };
}

function lines(name: string, value = ''): string {
  const written = normalizeLines(value);
  if (written === '' || written.length > LIMITS.itemTextLengthMax)
    throw new Refusal(`--${name} trống hoặc quá dài.`, 2);
  return written;
}

function fileOf(name: string, path: string | undefined): Buffer {
  if (path === undefined) throw new Refusal(`Phải nêu --${name} <tệp>.`, 2);
  try {
    return readFileSync(path);
  } catch (error) {
    throw new Refusal(`Không đọc được tệp ${path}: ${(error as Error).message}`);
  }
}
