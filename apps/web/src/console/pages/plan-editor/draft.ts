/** A document that is being edited: what it was before each change, so that changes can be taken back. */
export interface Draft {
  document: unknown;
  /** Earlier documents, the last one before this; and those that were taken back. */
  past: readonly Snapshot[];
  future: readonly Snapshot[];
}

interface Snapshot {
  document: unknown;
  /** What was changed after it, and when: letters typed in one go are one change. */
  path: string;
  at: number;
}

/** Letters into the same field within this time are taken back together. */
const ONE_GO_MS = 2_000;
/** As many changes as anybody takes back. */
const KEPT = 100;

export const newDraft = (document: unknown): Draft => ({ document, past: [], future: [] });

/** @param at epoch ms */
export function changed(draft: Draft, path: string, document: unknown, at: number): Draft {
  const last = draft.past[draft.past.length - 1];
  const goesOn = last?.path === path && at - last.at < ONE_GO_MS && draft.future.length === 0;
  const past = goesOn
    ? [...draft.past.slice(0, -1), { ...last, at }]
    : [...draft.past, { document: draft.document, path, at }].slice(-KEPT);
  return { document, past, future: [] };
}

/** One change taken back; the draft itself when there is none. */
export function undone(draft: Draft): Draft {
  const last = draft.past[draft.past.length - 1];
  if (!last) return draft;
  const back = { ...last, document: draft.document };
  return { document: last.document, past: draft.past.slice(0, -1), future: [...draft.future, back] };
}

/** The change that was taken back last, made again. */
export function redone(draft: Draft): Draft {
  const next = draft.future[draft.future.length - 1];
  if (!next) return draft;
  // Long ago: what is typed now is a change of its own.
  const past = [...draft.past, { ...next, document: draft.document, at: 0 }];
  return { document: next.document, past, future: draft.future.slice(0, -1) };
}
