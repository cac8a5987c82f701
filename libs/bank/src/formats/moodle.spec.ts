import { describe, expect, it } from '@jest/globals';
import { readBankFile } from './index.js';

const read = (xml: string) => readBankFile('moodle-xml', Buffer.from(`<?xml version="1.0"?>\n<quiz>${xml}</quiz>`));
const answer = (fraction: number, text: string) =>
  `<answer fraction="${fraction}" format="html"><text><![CDATA[<p>${text}</p>]]></text></answer>`;
const multichoice = (inside: string, stem = 'Cơ quan <b>nào</b>?') =>
  `<question type="multichoice"><name><text>Câu 1</text></name><questiontext format="html"><text><![CDATA[<p>${stem}</p>]]></text></questiontext>${inside}</question>`;

describe('questions of Moodle', () => {
  it('come with their category as topic, without markup, and with what stands in tags', async () => {
    const { questions, faults } = await read(
      `<question type="category"><category><text>$course$/top/Thể chế</text></category></question>` +
        multichoice(
          `<generalfeedback format="html"><text>&lt;p&gt;Vì thế.&lt;/p&gt;</text></generalfeedback><single>true</single>` +
            `${answer(0, 'Sở Nội vụ')}${answer(100, 'Bộ Nội vụ')}<tags><tag><text>level: 2</text></tag><tag><text>khó</text></tag></tags>`,
        ) +
        `<question type="truefalse"><questiontext format="html"><text>Đúng không?</text></questiontext><answer fraction="0"><text>true</text></answer><answer fraction="100"><text>false</text></answer></question>`,
    );
    expect(faults).toEqual([]);
    expect(questions).toMatchObject([
      {
        ...{ code: 'cau-1', topic: 'Thể chế', stem: 'Cơ quan nào?', explanation: 'Vì thế.', level: 2, kind: 'single' },
        options: [
          { text: 'Sở Nội vụ', right: false },
          { text: 'Bộ Nội vụ', right: true },
        ],
      },
      { kind: 'true_false', options: [{ right: false }, { text: 'Sai', right: true }] },
    ]);
  });

  it('are refused one by one when they are no choice, bring a picture, or give a part of the points', async () => {
    const { questions, faults } = await read(
      `<question type="essay"><name><text>x</text></name></question>` +
        multichoice(
          `<single>true</single>${answer(100, 'a')}${answer(0, 'b')}`,
          'Xem <img src="@@PLUGINFILE@@/a.png">',
        ) +
        multichoice(`<single>true</single>${answer(100, 'a')}${answer(50, 'b')}`) +
        multichoice(`<single>false</single>${answer(50, 'a')}${answer(50, 'b')}${answer(-100, 'c')}`),
    );
    expect(faults.map(({ row, code }) => [row, code])).toEqual([
      [1, 'KIND_NOT_TAKEN'],
      [2, 'PICTURE'],
      [3, 'KEY_AMBIGUOUS'],
      [4, 'CODE_TWICE'],
    ]);
    expect(questions.map(({ row, kind }) => [row, kind])).toEqual([[3, 'multiple'], [4, 'multiple']]); // prettier-ignore
  });
});
