import type { report as words } from '../../vi/console/report.js';

export const report: typeof words = {
  title: 'Report',
  lead: 'A report in the form of Decree 30/2020, made of one set of figures for Word, Excel and PDF. Number, date and signature stay empty for the document office. Words in italics and brackets are for the organizers to write. The report itself is Vietnamese.',
  field: 'Scope',
  whole: 'Whole contest',
  look: 'Preview the report',
  formats: {
    docx: 'Make the Word file',
    xlsx: 'Make the Excel file',
    pdf: 'Make the PDF file',
    zip: 'Make all three (ZIP)',
  },
  names: { docx: 'Word', xlsx: 'Excel', pdf: 'PDF', zip: 'Word, Excel and PDF' },
  reading: 'Reading the preview…',
  checked: (figures) =>
    `${figures} figures in the text were computed again, and all are as counted. Choose a figure to open the list behind it.`,
  figure: (text) => `${text}: open the list`,
  rows: 'Open the list',
  rest: (count) => `${count} more lines are in the file.`,
  empty: 'No lines.',
  chart: 'The chart is in the Word and PDF files.',
};
