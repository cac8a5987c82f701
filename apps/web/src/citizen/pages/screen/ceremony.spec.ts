import { describe, expect, it } from '@jest/globals';
import { slidesOf, stepIn, stepOf, type PrizeTold, type Slide } from './ceremony.js';

const prize = (title: string, ...names: string[]): PrizeTold => ({
  title,
  of: null,
  winners: names.map((name) => ({ name, unit: null, lines: [] })),
});
/** A step in few letters. */
const told = (slide: Slide) => {
  if (slide.kind === 'prize') return slide.prize.title;
  if (slide.kind === 'winner') return slide.prize.winners[slide.at]!.name;
  return slide.kind === 'drawn' ? `drawn ${slide.count}` : slide.kind;
};

describe('the steps of a ceremony', () => {
  it('tell the winners one by one, from the last prize to the first', () => {
    const slides = slidesOf({ lot: null, prizes: [prize('Nhất', 'An'), prize('Nhì', 'Bình', 'Cúc')] });
    expect(slides.map(told)).toEqual(['opening', 'Nhì', 'Cúc', 'Bình', 'Nhất', 'An', 'closing']);
  });

  it('show what was promised before the draw, then what it was, then each number', () => {
    const draws = ['An', 'Bình'].map((name) => ({ name, unit: null, number: '7' }));
    const slides = slidesOf({ lot: { commitment: 'c', seed: 's', draws }, prizes: [prize('Nhất', 'An')] });
    expect(slides.map(told)).toEqual(['opening', 'commitment', 'seed', 'drawn 1', 'drawn 2', 'Nhất', 'An', 'closing']);
  });

  it('leave out a prize that nobody was given, and hold with none at all', () => {
    expect(slidesOf({ lot: null, prizes: [prize('Nhất')] }).map(told)).toEqual(['opening', 'closing']);
  });

  it('follow arrows, space and the buttons of a remote control, and nothing else', () => {
    expect(['ArrowRight', 'PageDown', ' ', 'Enter'].map(stepOf)).toEqual(Array(4).fill('next'));
    expect(['ArrowLeft', 'PageUp', 'Backspace'].map(stepOf)).toEqual(Array(3).fill('back'));
    expect(['Home', 'End', 'f'].map(stepOf)).toEqual(['first', 'last', 'fill']);
    expect(['Tab', 'Escape', 'a', 'Shift'].map(stepOf)).toEqual(Array(4).fill(null));
  });

  it('stay inside whatever an address says', () => {
    expect([undefined, '1', '4', '9', '0', '-3', 'x', '2.9'].map((text) => stepIn(text, 5))).toEqual([
      1, 1, 4, 5, 1, 1, 1, 2,
    ]);
  });
});
