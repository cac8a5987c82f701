import type { ContestDetails } from '../../../shared/api/views.js';
import { contestPath } from '../../contest/paths.js';
import { useLanguage } from '../../language.js';

/** The other pages of a contest. */
export function WaysOn({ contest, unitCode }: { contest: ContestDetails; unitCode?: string }) {
  const { t } = useLanguage();
  const words = t.contest;
  const ways = [
    [contestPath(contest.slug, 'bang-xep-hang'), words.board, words.boardHint],
    [contestPath(contest.slug, 'don-vi'), words.units, words.unitsHint],
    contest.state !== 'coming' && [contestPath(contest.slug, 'ket-qua-chinh-thuc'), words.official, words.officialHint],
    unitCode && [
      contestPath(contest.slug, `don-vi/${encodeURIComponent(unitCode)}`),
      words.unitPage,
      words.unitPageHint,
    ],
    contest.hasPractice && [contestPath(contest.slug, 'on-luyen'), words.practice, words.practiceHint],
    ['/tra-cuu', words.verify, words.verifyHint],
    ['/huong-dan', words.help, words.helpHint],
    [contestPath(contest.slug, 'man-hinh'), words.bigScreen, words.bigScreenHint],
  ].filter((way): way is [string, string, string] => Boolean(way));
  return (
    <nav class="card no-print" aria-label={words.more}>
      <h2>{words.more}</h2>
      <ul class="ways">
        {ways.map(([href, name, hint]) => (
          <li key={href}>
            <a href={href}>
              <strong>{name}</strong>
              <span class="small soft">{hint}</span>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
