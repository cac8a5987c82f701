import type { BoardLine } from '../../../shared/api/views.js';
import { decidedWords } from '../../../shared/decided.js';
import { useLanguage } from '../../language.js';

/** 14,5/15 */
export function Score({ line }: { line: BoardLine }) {
  const { f } = useLanguage();
  return (
    <span class="board-points">
      <b>{f.decimal(line.score)}</b>
      {line.maxScore !== null && <span class="soft">/{f.decimal(line.maxScore)}</span>}
    </span>
  );
}

/** By what the line stands behind the one above it; nothing for the first and for equals. */
export function Behind({ line: { decided } }: { line: BoardLine }) {
  const { t, f } = useLanguage();
  if (!decided) return null;
  const shown = decidedWords(t.criteria, f, decided);
  return <span class="under behind">{t.board.behind(f.count(decided.step), shown)}</span>;
}
