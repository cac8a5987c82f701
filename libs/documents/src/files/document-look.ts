import type { Block, OfficialDocument } from '../official-document.js';
import { endedBody, paperRows, paragraphText, plain, recipientLines, tableNotes, upper } from '../words.js';

/** A document as texts alone, for who looks at it on a page before it is made. */
export interface DocumentLook {
  kind: string;
  subject: string;
  recipients: string[];
  body: LookBlock[];
  annexes: { number: string; title: string; body: LookBlock[] }[];
}

/** Charts and pictures are named by their title or what they show. */
type LookBlock =
  | { block: 'heading' | 'text'; text: string; isItalic: boolean }
  | { block: 'table'; title: string; columns: string[]; rows: string[][]; notes: string[] };

/** The texts that every format of a document has, cell by cell as they are printed. */
export function documentLook(document: OfficialDocument): DocumentLook {
  return {
    ...{ kind: upper(plain(document.kind)), subject: plain(document.subject) },
    recipients: recipientLines(document),
    body: endedBody(document.body).map(lookOf),
    annexes: document.annexes.map(({ number, title, body }) => ({
      ...{ number: plain(number), title: plain(title) },
      body: body.map(lookOf),
    })),
  };
}

function lookOf(block: Block): LookBlock {
  switch (block.block) {
    case 'heading':
      return { block: 'heading', text: plain(block.text), isItalic: false };
    case 'paragraph':
      return { block: 'text', text: paragraphText(block), isItalic: block.italic === true };
    case 'table': {
      const { rows, leftOut } = paperRows(block);
      const columns = block.columns.map(({ title }) => plain(title));
      return { block: 'table', title: plain(block.title), columns, rows, notes: tableNotes(block, leftOut) };
    }
    case 'chart':
      return { block: 'text', text: plain(block.title), isItalic: true };
    case 'picture':
      return { block: 'text', text: plain(block.alt), isItalic: true };
  }
}
