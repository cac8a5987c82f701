import type { UnitReport } from '../../../shared/api/views.js';
import { useLanguage } from '../../language.js';
import { Choice, useChange } from '../board/board-head.js';
import { Pager } from '../board/pager.js';
import { SearchBox } from '../board/search-box.js';
import { UnitRows } from '../board/unit-rows.js';

/** The units directly below one: who took part, who is silent, each with its figures. */
export function UnitsBelow({
  slug,
  below,
  query,
}: {
  slug: string;
  below: UnitReport['below'];
  query: Record<string, string>;
}) {
  const { t, f } = useLanguage();
  const change = useChange();
  const isSilent = query['tham-gia'] === 'chua';
  return (
    <section class="below">
      <h2>{t.unit.belowTitle}</h2>
      <p>
        {below.invited > 0 &&
          t.unit.belowFigures(
            f.count(below.tookPart),
            f.count(below.invited),
            f.percent(below.tookPart, below.invited),
          )}{' '}
        {below.silent > 0 && t.board.silentCount(f.count(below.silent), f.count(below.invited))}
      </p>
      <div class="tools no-print">
        <SearchBox initial={query['tim'] ?? ''} onSearch={(text) => change({ tim: text })} />
        <Choice
          label={t.board.status}
          value={query['tham-gia'] ?? ''}
          options={[
            ['', t.unit.all],
            ['roi', t.board.tookPart],
            ['chua', t.board.silent],
          ]}
          onChoose={(name) => change({ 'tham-gia': name })}
        />
      </div>
      {below.silent > 0 && !below.silentShown && isSilent && <p class="box">{t.board.silentHidden}</p>}
      {below.rows.length > 0 ? (
        <UnitRows slug={slug} rows={below.rows} caption={t.unit.belowTitle} />
      ) : (
        !isSilent && <p class="box">{query['tim'] ? t.board.unitsNotFound : t.board.unitsNone}</p>
      )}
      <Pager page={below.page} pages={Math.ceil(below.count / below.limit)} />
    </section>
  );
}
