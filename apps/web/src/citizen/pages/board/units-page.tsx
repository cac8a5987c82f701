import { useRef } from 'preact/hooks';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestDetails, UnitTable } from '../../../shared/api/views.js';
import { useAbout } from '../../contact.js';
import { useLanguage } from '../../language.js';
import { signed } from './signed.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { Choice, ScopeChoice, Tabs, useChange } from './board-head.js';
import './board.css';
import { Figure, Figures } from './figures.js';
import { pageOf, Pager } from './pager.js';
import { namedScope, WHOLE } from './scope.js';
import { SearchBox } from './search-box.js';
import { UnitRows } from './unit-rows.js';
import { useNewest } from './use-newest.js';
import { board as boardWords } from '../../../shared/messages/vi/board.js';
import { unit as unitWords } from '../../../shared/messages/vi/unit.js';
import { bringWords } from '../../words.js';

bringWords({ board: boardWords, unit: unitWords });

const PAGE_ROWS = 20;
const SORTS = ['rank', 'attempts', 'persons', 'rate', 'mean', 'fullMarks', 'name'] as const;
/** Offices that may be told which units are silent. */
const TOLD: readonly string[] = ['organizer', 'administrator', 'auditor', 'unit_manager'];

/** How the units take part: figures of all, the sentence of the report, and every unit. */
export function Page({ params, query }: PageProps) {
  const slug = params['slug']!;
  const { t } = useLanguage();
  const contest = useGet('/api/contests/{slug}', { path: { slug } });
  useAbout(contest.data);
  return (
    <Frame title={t.board.unitsTitle} lead={contest.data && <a href={`/cuoc-thi/${slug}`}>{contest.data.title}</a>}>
      {contest.data ? (
        <Units contest={contest.data} query={query} />
      ) : contest.error ? (
        <ErrorBox error={contest.error} again={contest.reload} />
      ) : (
        <Waiting lines={8} />
      )}
    </Frame>
  );
}

function Units({ contest, query }: { contest: ContestDetails; query: Record<string, string> }) {
  const { t, f } = useLanguage();
  const change = useChange();
  const { slug } = contest;
  const path = { slug };
  // A unit took part in the contest, whichever round it was in.
  const scope = namedScope(contest, query['xem']) ?? WHOLE;
  const sort = SORTS.find((name) => name === query['xep']) ?? 'attempts';
  const isSilent = query['tham-gia'] === 'chua';
  const level = query['cap'];
  const block = query['khoi'];
  const filter = { ...scope.query, search: query['tim'], level, block, page: pageOf(query), limit: PAGE_ROWS };
  const order = sort === 'name' || sort === 'rank' ? 'asc' : 'desc';
  const table = useGet('/api/contests/{slug}/unit-table', { path, query: { ...filter, sort, order } });
  const sentence = useGet('/api/contests/{slug}/report-sentence', { path, query: scope.query });
  // What was on the screen stays while a search goes on.
  const held = useRef<UnitTable>(undefined);
  // The first time all of it comes at once: a sentence that came later would push down what is being read.
  if (table.data && (held.current || sentence.data || sentence.error)) held.current = table.data;
  const shown = held.current;
  const said = sentence.data?.sentence;
  useNewest(contest, table.data?.version, false, () => {
    table.reload();
    sentence.reload();
  });
  const head = (
    <>
      <Tabs slug={slug} scope={scope} current="units" />
      {contest.state === 'coming' && (
        <p class="box">{t.board.emptyComing(f.weekdayTime(contest.opensAt, serverNow()))}</p>
      )}
      <div class="tools no-print">
        <ScopeChoice contest={contest} scope={scope} />
      </div>
    </>
  );
  if (!shown && !table.error)
    return (
      <>
        {head}
        <Waiting words={t.board.loading} lines={8} />
      </>
    );
  return (
    <>
      {head}
      {shown && <Summary table={shown} />}
      {shown?.ranking && <HowRanked ranking={shown.ranking} hasBlocks={shown.blocks.length > 0} />}
      {said && <p class="report-sentence">{`${said[0]!.toUpperCase()}${said.slice(1)}.`}</p>}
      <div class="tools no-print">
        <SearchBox initial={query['tim'] ?? ''} onSearch={(text) => change({ tim: text })} />
        <Choice
          label={t.board.status}
          value={isSilent ? 'chua' : ''}
          options={[
            ['', t.board.tookPart],
            ['chua', t.board.silent],
          ]}
          onChoose={(name) => change({ 'tham-gia': name })}
        />
        {(shown?.blocks.length ?? 0) > 0 && (
          <Choice
            label={t.board.block}
            value={block ?? ''}
            options={[['', t.board.allBlocks], ...shown!.blocks.map(({ code, title }) => [code, title] as const)]}
            onChoose={(code) => change({ khoi: code })}
          />
        )}
        {(shown?.byLevel.length ?? 0) > 1 && (
          <Choice
            label={t.board.level}
            value={level ?? ''}
            options={[
              ['', t.board.allLevels],
              ...shown!.byLevel.map(({ level: name }) => [name, t.unit.levels[name] ?? name] as const),
            ]}
            onChoose={(name) => change({ cap: name })}
          />
        )}
        {!isSilent && (
          <Choice
            label={t.board.sort}
            isWide
            value={sort}
            options={SORTS.filter((name) => name !== 'rank' || shown?.ranking?.state === 'shown').map(
              (name) => [name, t.board.sorts[name]] as const,
            )}
            onChoose={(name) => change({ xep: name === 'attempts' ? undefined : name })}
          />
        )}
      </div>
      {isSilent ? (
        <Silent slug={slug} filter={filter} table={shown} />
      ) : table.error ? (
        <ErrorBox error={table.error} again={table.reload} />
      ) : (
        shown && (
          <Lines
            slug={slug}
            lines={shown}
            caption={t.board.unitsCaption(shown.scope.title)}
            nothing={query['tim'] || level || block ? t.board.unitsNotFound : t.board.unitsNone}
          />
        )
      )}
    </>
  );
}

/** By what units are ranked, or why their ranks are not here. */
function HowRanked({ ranking, hasBlocks }: { ranking: NonNullable<UnitTable['ranking']>; hasBlocks: boolean }) {
  const { t, f } = useLanguage();
  if (ranking.state !== 'shown') {
    return <p class="soft">{ranking.state === 'with_scores' ? t.board.rankingWaits : t.board.rankingByPeople}</p>;
  }
  const { metrics, tie, minimumHeadcount, countedAt } = ranking;
  const named = metrics.map(({ metric, weight }) =>
    metrics.length === 1 ? t.unit.metrics[metric]! : t.board.weighted(t.unit.metrics[metric]!, f.count(weight)),
  );
  return (
    <p class="soft">
      {t.board.unitsHow(named.join(', '))} {hasBlocks && t.board.unitsHowBlocks}{' '}
      {tie.length > 0 && t.board.unitsTie(tie.map((metric) => t.unit.metrics[metric]).join(', '))}{' '}
      {minimumHeadcount !== null && t.board.unitsSmall(f.count(minimumHeadcount))}{' '}
      {t.board.countedAt(f.clockTime(countedAt))}
    </p>
  );
}

function Summary({ table }: { table: UnitTable }) {
  const { t, f } = useLanguage();
  const { summary: all, outsideList, earlier, updatedAt } = table;
  const share = (part: number, whole: number) => t.board.share(f.count(part), f.count(whole), f.percent(part, whole));
  return (
    <>
      <Figures>
        <Figure
          value={f.percent(all.rate.numerator, all.rate.denominator)}
          words={t.board.invitedTookPart(f.count(all.rate.numerator), f.count(all.rate.denominator))}
        />
        <Figure value={f.count(all.persons)} words={t.board.personsWord} />
        <Figure value={f.count(all.attempts)} words={t.board.attemptsWord} />
        {all.fullMarksAttempts !== null && all.attempts > 0 && (
          <Figure
            value={f.count(all.fullMarksAttempts)}
            words={t.board.fullMarksShare(share(all.fullMarksAttempts, all.attempts))}
          />
        )}
      </Figures>
      <p class="soft">
        {updatedAt && t.board.updatedAt(f.clockTime(updatedAt))}{' '}
        {outsideList.attempts > 0 && t.board.outsideList(f.count(outsideList.persons), f.count(outsideList.attempts))}
      </p>
      {earlier && <Earlier totals={earlier} />}
    </>
  );
}

/** Units that were invited and have nobody yet: named to those who may act on it, counted for everybody. */
function Silent({
  slug,
  filter,
  table,
}: {
  slug: string;
  filter: Record<string, string | number | undefined>;
  table: UnitTable | undefined;
}) {
  const { t, f } = useLanguage();
  const { account } = useSession();
  const mayKnow = account?.roles.some(({ role }) => TOLD.includes(role)) ?? false;
  const silent = useGet(mayKnow ? '/api/contests/{slug}/silent-units' : null, { path: { slug }, query: filter });
  if (!table) return <Waiting words={t.board.loading} />;
  const { silent: count, invited } = table.summary;
  const isHidden = !mayKnow || silent.error !== undefined;
  return (
    <>
      <p class={isHidden ? 'box' : undefined}>
        {count === 0 ? t.board.silentNone : t.board.silentCount(f.count(count), f.count(invited))}{' '}
        {count > 0 && isHidden && t.board.silentHidden}
      </p>
      {silent.data && (
        <Lines slug={slug} lines={silent.data} caption={t.board.silent} nothing={t.board.unitsNotFound} />
      )}
    </>
  );
}

function Lines({
  slug,
  lines,
  caption,
  nothing,
}: {
  slug: string;
  lines: Pick<UnitTable, 'rows' | 'count' | 'page' | 'limit'>;
  caption: string;
  nothing: string;
}) {
  const { t, f } = useLanguage();
  const { rows, count, page, limit } = lines;
  const from = (page - 1) * limit;
  return (
    <>
      <p class="soft" role="status">
        {rows.length === 0 ? '' : t.board.unitsShown(f.count(from + 1), f.count(from + rows.length), f.count(count))}
      </p>
      {rows.length === 0 ? <p class="box">{nothing}</p> : <UnitRows slug={slug} rows={rows} caption={caption} />}
      <Pager page={page} pages={Math.ceil(count / limit)} />
    </>
  );
}

/** The units that can be compared with what was imported of an earlier time, together, and how many they are. */
function Earlier({ totals: { units, persons, attempts } }: { totals: NonNullable<UnitTable['earlier']> }) {
  const { t, f } = useLanguage();
  const words = ({ now, before }: { now: number; before: number }) =>
    t.board.change(f.count(now), f.count(before), signed(f, now, before));
  const all = f.count(units.invited);
  return (
    <p class="soft">
      {units.persons > 0 && t.board.comparedPersons(f.count(units.persons), all, words(persons))}{' '}
      {units.attempts > 0 && t.board.comparedAttempts(f.count(units.attempts), all, words(attempts))}{' '}
      {units.split > 0 && t.board.comparedSplit(f.count(units.split))}
    </p>
  );
}
