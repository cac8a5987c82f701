/** What the editors want seen beside a question, as "chờ đối chiếu văn bản gốc"; nothing without a mark. */
export function EditorMark({ mark }: { mark: string | null | undefined }) {
  if (!mark) return null;
  return (
    <p class="editor-mark">
      <span class="tag tag-quiet">{mark[0]!.toUpperCase() + mark.slice(1)}</span>
    </p>
  );
}
