import type { CheckedItem } from '../../item-rules.js';
import type { Version } from '../items/item-sheet.js';

/** A question while it is written: what the form holds. '' stands for what is not said. */
export interface Draft {
  topic: string;
  subBank: string;
  kind: Version['kind'];
  level: Version['level'];
  stem: string;
  options: { text: string; right: boolean }[];
  fixedOptionOrder: boolean;
  explanation: string;
  document: string;
  date: string;
  article: string;
  validFrom: string;
  validTo: string;
  mark: string;
  pictures: { sha256: string; alt: string }[];
  audio: string | null;
}

export const emptyDraft = (topic: string): Draft => ({
  ...{ topic, subBank: '', kind: 'single', level: 1, stem: '' },
  options: Array.from({ length: 4 }, (_, place) => ({ text: '', right: place === 0 })),
  ...{ fixedOptionOrder: false, explanation: '', document: '', date: '', article: '' },
  ...{ validFrom: '', validTo: '', mark: '', pictures: [], audio: null },
});

/** What the newest version of an item says. */
export function draftOf(item: { topic: string; subBank: string | null }, version: Version): Draft {
  const { kind, level, stem, options, fixedOptionOrder, pictures, audio } = version;
  return {
    ...{ topic: item.topic, subBank: item.subBank ?? '', kind, level, stem, fixedOptionOrder, audio },
    options: options.map((option) => ({ ...option })),
    pictures: pictures.map((picture) => ({ ...picture })),
    explanation: version.explanation ?? '',
    document: version.document ?? '',
    date: version.date ?? '',
    article: version.article ?? '',
    validFrom: version.validFrom ?? '',
    validTo: version.validTo ?? '',
    mark: version.mark ?? '',
  };
}

/** The draft as the api takes it. */
export function bodyOf(draft: Draft, expected: number) {
  const orNothing = (text: string): string | null => text.trim() || null;
  const { subBank, explanation, document, date, article, validFrom, validTo, mark, ...rest } = draft;
  return {
    ...rest,
    expected,
    subBank: orNothing(subBank),
    explanation: orNothing(explanation),
    document: orNothing(document),
    date: orNothing(date),
    article: orNothing(article),
    validFrom: orNothing(validFrom),
    validTo: orNothing(validTo),
    mark: orNothing(mark),
  };
}

/** The draft as the checks want it. */
export function checkedOf(draft: Draft, code: string): CheckedItem {
  const { kind, stem, options, explanation, document, validFrom, validTo } = draft;
  return {
    ...{ id: code, kind, stem, options },
    explanation: explanation || null,
    document: document || null,
    validFrom: validFrom || null,
    validTo: validTo || null,
  };
}

/** The draft with another kind: true and false have their own two options, and one key where one is promised. */
export function withKind(draft: Draft, kind: Draft['kind'], words: readonly [string, string]): Draft {
  const firstRight = Math.max(
    0,
    draft.options.findIndex(({ right }) => right),
  );
  if (kind === 'true_false') {
    const options = words.map((text, place) => ({ text, right: place === Math.min(firstRight, 1) }));
    return { ...draft, kind, options, fixedOptionOrder: true };
  }
  const options =
    kind === 'single' ? draft.options.map((o, place) => ({ ...o, right: place === firstRight })) : draft.options;
  return { ...draft, kind, options };
}
