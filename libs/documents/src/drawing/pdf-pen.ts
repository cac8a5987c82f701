import type PDFKit from 'pdfkit';
import type { Drawing, Fill, Line, Mark } from './marks.js';
import { runsOf } from './typeface.js';

type Document = InstanceType<typeof PDFKit>;

/** Draws on the page that is open. @param at where its top left lies, and how large it is drawn */
export function drawInPdf(pdf: Document, { marks }: Drawing, at = { x: 0, y: 0, scale: 1 }): void {
  pdf.save();
  pdf.translate(at.x, at.y).scale(at.scale);
  for (const mark of marks) drawMark(pdf, mark);
  pdf.restore();
}

function drawMark(pdf: Document, mark: Mark): void {
  switch (mark.mark) {
    case 'shape':
      pdf.save();
      if (mark.opacity !== undefined) pdf.opacity(mark.opacity);
      if (mark.fill !== undefined) pdf.path(mark.path).fill(colourOf(pdf, mark.fill));
      if (mark.stroke !== undefined) pdf.path(mark.path).lineWidth(mark.stroke.width).stroke(mark.stroke.colour);
      pdf.restore();
      return;
    case 'clip':
      pdf.save().path(mark.path).clip();
      return;
    case 'unclip':
      pdf.restore();
      return;
    case 'line':
      return drawLine(pdf, mark);
    case 'picture':
      // Bytes that are no picture of the kind they were kept as leave their place empty: the rest is still a poster.
      try {
        pdf.image(Buffer.from(mark.bytes), mark.x, mark.y, { width: mark.width, height: mark.height });
      } catch {
        return;
      }
  }
}

function colourOf(pdf: Document, fill: Fill) {
  if (typeof fill === 'string') return fill;
  return pdf.linearGradient(0, fill.top, 0, fill.bottom).stop(0, fill.from).stop(1, fill.to);
}

function drawLine(pdf: Document, { text, x, y, size, weight, colour, anchor }: Line): void {
  const runs = runsOf(pdf, text, size, weight);
  const width = runs.reduce((sum, run) => sum + run.width, 0);
  let at = anchor === 'middle' ? x - width / 2 : x;
  for (const run of runs) {
    pdf.font(run.font).fontSize(size).fillColor(colour);
    pdf.text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' });
    at += run.width;
  }
}
