import { decodeOrder, type ItemKind } from '#domain';

/** What a candidate reads of an item, options as they are written in the bank. There is no key here. */
export interface ShownQuestion {
  kind: ItemKind;
  stem: string;
  options: string[];
  /** What the editors want seen beside it, as "chờ đối chiếu văn bản gốc"; null without. */
  editorMark: string | null;
  pictures: Picture[];
  /** Address of the stem and options read aloud; null without. */
  audio: string | null;
  /** The same question in other languages, options in the order of `options`. */
  wordings: Wording[];
}

/** A picture that belongs to a question. */
export interface Picture {
  url: string;
  /** What it shows, for those who do not see it. */
  alt: string;
}

/** One question in another language. */
export interface Wording {
  /** BCP 47, as `tai`. */
  language: string;
  /** What the language is called on the screen. */
  languageTitle: string;
  stem: string;
  options: string[];
  /** Address of it read aloud; null without. */
  audio: string | null;
}

/** One question as the candidate sees it: options in the order drawn for this attempt, numbered from 1. */
export interface QuestionView extends ShownQuestion {
  position: number;
}

/** A question as it stands in one paper. @param order code of the order of its options, see `decodeOrder` in #domain */
export function showQuestion(question: ShownQuestion, position: number, order: number): QuestionView {
  const { kind, stem, options, editorMark, pictures, audio, wordings } = question;
  const places = decodeOrder(order, options.length);
  const inOrder = (texts: readonly string[]): string[] => places.map((place) => texts[place]!);
  return {
    position,
    kind,
    stem,
    options: inOrder(options),
    editorMark,
    pictures,
    audio,
    wordings: wordings.map((wording) => ({ ...wording, options: inOrder(wording.options) })),
  };
}
