import type { Face } from './fonts.js';

/** Words that begin at x and stand on y, in points from the top left corner of the page. */
export interface Words {
  text: string;
  x: number;
  y: number;
  size: number;
  face: Face;
  fill: string;
  /** Added after each letter. */
  spacing?: number;
}

/** A path as SVG writes it, filled or drawn with a line. */
export interface Shape {
  path: string;
  fill: string;
}
export interface Line {
  path: string;
  stroke: string;
  width: number;
}

/** What stands on a page; PDF and picture are both made from it, so that they are the same. */
export type Mark = Words | Shape | Line;

/** How wide letters come out, in points. */
export type Measure = (text: string, face: Face, size: number, spacing?: number) => number;
