import type { ComponentChildren } from 'preact';

/** Large numbers with their words. Screen readers hear the word first. */
export function Figures({ children }: { children: ComponentChildren }) {
  return <dl class="counts">{children}</dl>;
}

export function Figure({ value, words }: { value: string; words: string }) {
  return (
    <div class="count-box">
      <dt>{words}</dt>
      <dd>{value}</dd>
    </div>
  );
}
