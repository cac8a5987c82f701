import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestDetails } from '../../../shared/api/views.js';
import { useAbout } from '../../contact.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { Choice, ScopeChoice, Tabs, useChange } from './board-head.js';
import { BoardList } from './board-list.js';
import './board.css';
import { chosenScope, namedScope, WHOLE } from './scope.js';
import { board as boardWords } from '../../../shared/messages/vi/board.js';
import { criteria as criteriaWords } from '../../../shared/messages/vi/criteria.js';
import { bringWords } from '../../words.js';

bringWords({ board: boardWords, criteria: criteriaWords });

/** Who stands where: names as the rules let them be shown, one's own line always in view. */
export function Page({ params, query }: PageProps) {
  const slug = params['slug']!;
  const { t } = useLanguage();
  const contest = useGet('/api/contests/{slug}', { path: { slug } });
  useAbout(contest.data);
  return (
    <Frame title={t.board.title} lead={contest.data && <a href={`/cuoc-thi/${slug}`}>{contest.data.title}</a>}>
      {contest.data ? (
        <Board contest={contest.data} query={query} />
      ) : contest.error ? (
        <ErrorBox error={contest.error} again={contest.reload} />
      ) : (
        <Waiting lines={8} />
      )}
    </Frame>
  );
}

function Board({ contest, query }: { contest: ContestDetails; query: Record<string, string> }) {
  const { t, f } = useLanguage();
  const change = useChange();
  const { slug, audiences } = contest;
  const scope = chosenScope(contest, query['xem']);
  const isChosen = audiences.length > 1 && !contest.rules.isOneBoard;
  const audience = audiences.find(({ code }) => code === query['bang'])?.code ?? audiences[0]?.code ?? '';
  return (
    <>
      <Tabs slug={slug} scope={scope} current="persons" />
      {contest.state === 'coming' ? (
        <p class="box">{t.board.emptyComing(f.weekdayTime(contest.opensAt, serverNow()))}</p>
      ) : (
        <>
          <div class="tools no-print">
            <ScopeChoice contest={contest} scope={scope} />
            {isChosen && (
              <Choice
                label={t.board.audience}
                value={audience}
                options={audiences.map(({ code, title }) => [code, title] as const)}
                onChoose={(code) => change({ bang: code })}
              />
            )}
          </div>
          <BoardList
            key={`${scope.name} ${audience}`}
            contest={contest}
            scope={scope}
            audience={isChosen ? audience : undefined}
            // A round that has just opened has nobody yet: whoever asked for no round sees the contest.
            onEmpty={
              scope === WHOLE || namedScope(contest, query['xem']) ? undefined : () => change({ xem: WHOLE.name })
            }
          />
        </>
      )}
    </>
  );
}
