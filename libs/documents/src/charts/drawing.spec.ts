import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import type { Chart } from '../official-document.js';
import { drawChart, valueText, type TextShape } from './drawing.js';
import { svgOf } from './svg.js';

/** Letters of one width, so that this test needs no font. */
const measure = (text: string, _face: unknown, size: number) => [...text].length * size * 0.5;
const ROOM = { width: 450, height: 600 };
const chart = (form: Chart['form'], points: Chart['points']): Chart => ({
  ...{ block: 'chart', id: 'c', title: 'Biểu đồ 1', unit: 'lượt thi', form, points },
});
const textsOf = (one: Chart, room = ROOM) =>
  drawChart(one, room, measure).shapes.filter((shape): shape is TextShape => shape.shape === 'text');

describe('drawChart', () => {
  it('makes bars as long as their values, from zero, with every value written', () => {
    const points = [100, 50, 0].map((value, i) => ({ label: `Đơn vị ${i}`, value }));
    const { shapes } = drawChart(chart('bars', points), ROOM, measure);
    const [first, second, none] = shapes.flatMap((shape) => (shape.shape === 'box' ? [shape] : []));
    expect(first!.x).toBe(second!.x);
    expect(second!.width).toBeCloseTo(first!.width / 2, 6);
    expect(none!.width).toBe(0);
    const texts = textsOf(chart('bars', points)).map(({ text }) => text);
    expect(texts).toEqual(expect.arrayContaining(['100', '50', '0', 'Đơn vị tính: lượt thi']));
  });

  it('says how many bars did not fit', () => {
    const points = Array.from({ length: 300 }, (_, i) => ({ label: `Xã ${i}`, value: i }));
    const texts = textsOf(chart('bars', points), { width: 450, height: 300 }).map(({ text }) => text);
    const shown = texts.filter((text) => text.startsWith('Xã')).length;
    expect(shown).toBeGreaterThan(5);
    expect(texts).toContain(`và ${300 - shown} mục khác`);
  });

  it('writes highest, lowest, first and last of a course that is too long for all', () => {
    const points = Array.from({ length: 120 }, (_, i) => ({
      label: `${i}`,
      value: i === 40 ? 9_000 : i === 60 ? 7 : 500 + i,
    }));
    const bold = textsOf(chart('line', points)).filter(({ face }) => face === 'bold');
    expect(bold.map(({ text }) => text).sort()).toEqual(['500', '619', '7', '9.000']);
  });

  it('stays inside its room, says its values in words and is well-formed, whatever is drawn', () => {
    const form = fc.constantFrom<Chart['form']>('bars', 'columns', 'line');
    const point = fc.record({ label: fc.string({ unit: 'binary', maxLength: 60 }), value: fc.nat(5_000_000) });
    fc.assert(
      fc.property(form, fc.array(point, { maxLength: 80 }), (kind, points) => {
        const drawing = drawChart(chart(kind, points), ROOM, measure);
        expect(drawing.height).toBeLessThanOrEqual(ROOM.height);
        for (const shape of drawing.shapes) {
          if (shape.shape !== 'box') continue;
          expect(shape.x + shape.width).toBeLessThanOrEqual(ROOM.width + 0.01);
          expect(shape.y + shape.height).toBeLessThanOrEqual(drawing.height + 0.01);
          expect(shape.height).toBeGreaterThanOrEqual(0);
        }
        if (points.length > 0) expect(drawing.words).toContain(`: ${valueText(points[0]!.value)}`);
        const parser = new SaxesParser({ xmlns: true });
        parser.on('error', (error) => {
          throw error;
        });
        parser.write(svgOf(drawing)).close();
      }),
    );
  });
});
