import { describe, expect, it } from '@jest/globals';
import { houseMeasure } from '../drawing/typeface.js';
import { svgOf } from '../drawing/svg-pen.js';
import { MESSAGE_MOMENTS, messageText, type MessageFacts } from './message.js';
import { drawMessage, messagePicture, PICTURE_SHAPES, type PictureShape } from './message-picture.js';

const FACTS: MessageFacts = {
  contestTitle: 'Tìm hiểu cải cách hành chính năm 2026',
  agency: 'Sở Nội vụ tỉnh Nghệ An',
  moment: 'result',
  figures: {
    title: 'Đợt 2',
    opensAt: Date.parse('2026-05-11T01:00:00Z'),
    closesAt: Date.parse('2026-05-18T01:00:00Z'),
    ...{ invited: 222, tookPart: 182, attempts: 240_659, fullMarksAttempts: 101_907, maxScore: 15_000 },
    ...{ persons: 120_102, fullMarksPersons: 50_000, units: [], countedAt: 0, isOver: true },
  },
  link: 'https://thi.example.vn/cuoc-thi/cchc',
  shortAddress: 'thi.example.vn/t/12',
  ...{ hotline: '0238 000 000', zalo: null, sample: false },
  colours: { accent: '#0b5394', deep: '#083e6f', tint: '#e9f1f9' },
};
const SHAPES = Object.keys(PICTURE_SHAPES) as PictureShape[];

describe('a message', () => {
  it.each([
    ['opening', 'Đợt 2 mở từ 08:00 thứ Hai, 11/5/2026 đến 08:00 thứ Hai, 18/5/2026.'],
    ['last_day', 'Đến nay đã có 120.102 người dự thi, 182/222 đơn vị tham gia.'],
    ['result', '101.907 lượt thi đạt điểm tối đa (15/15 điểm) (chiếm tỷ lệ 42,34%)'],
    ['summary', '182/222 đơn vị, địa phương tham gia (chiếm tỷ lệ 81,98%)'],
  ] as const)('of %s says what it is for, with the address on a line of its own', (moment, words) => {
    const text = messageText({ ...FACTS, moment });
    expect(text).toContain(words);
    expect(text.split('\n')).toContain(FACTS.link);
    expect(text).not.toMatch(/undefined|null|NaN/);
  });

  it('before anybody took part tells no figure', () => {
    const figures = {
      ...FACTS.figures,
      persons: 0,
      attempts: 0,
      fullMarksAttempts: 0,
      fullMarksPersons: 0,
      tookPart: 0,
    };
    expect(messageText({ ...FACTS, moment: 'last_day', figures })).not.toContain('người dự thi');
  });
});

describe('the picture of a message', () => {
  it.each(SHAPES)('%s keeps all its words on it, whatever their length', async (shape) => {
    const measure = await houseMeasure();
    const { width, height } = PICTURE_SHAPES[shape];
    const long = 'Tìm hiểu pháp luật về cải cách hành chính, chuyển đổi số và dịch vụ công trực tuyến '.repeat(4);
    for (const moment of MESSAGE_MOMENTS) {
      for (const contestTitle of [FACTS.contestTitle, long, 'W'.repeat(200), '<b>&"'] as const) {
        const drawing = drawMessage({ ...FACTS, moment, contestTitle, agency: long }, shape, measure);
        for (const mark of drawing.marks) {
          if (mark.mark !== 'line') continue;
          const half = measure(mark.text, mark.size, mark.weight) / 2;
          expect(mark.x - half).toBeGreaterThan(20);
          expect(mark.x + half).toBeLessThan(width - 20);
          expect(mark.y).toBeGreaterThan(mark.size * 0.7);
          expect(mark.y).toBeLessThan(height - 8);
        }
        expect(svgOf(drawing)).not.toContain('<b>');
      }
    }
  });

  it.each(SHAPES)('%s has its sides', async (shape) => {
    const picture = await messagePicture(FACTS, shape);
    const { width, height } = PICTURE_SHAPES[shape];
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([width, height]);
  });
});
