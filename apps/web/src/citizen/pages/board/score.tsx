import type { BoardLine } from '../../../shared/api/views.js';
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
