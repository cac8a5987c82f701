import type { ContestDetails } from '../../../shared/api/views.js';
import { contestPath } from '../../contest/paths.js';
import { rulesOf, type RuleGroup } from '../../contest/rules.js';
import { useLanguage } from '../../language.js';

/** The rules, printed from the configuration. */
export function RuleList({ contest }: { contest: ContestDetails }) {
  const { t, f } = useLanguage();
  const book = rulesOf(contest, { t: t.contest, f });
  const isAlike = book.rounds.length === 1;
  return (
    <section>
      <h2>{t.contest.rules}</h2>
      <p class="soft">{t.contest.rulesNote}</p>
      {contest.hasRegulations && (
        <p>
          <a href={contestPath(contest.slug, 'the-le')}>{t.contest.wholeRules}</a>
        </p>
      )}
      <Groups groups={isAlike ? [...book.rounds[0]!.groups, ...book.contest] : book.contest} />
      {!isAlike &&
        book.rounds.map(({ titles, groups }) => (
          <section key={titles[0]}>
            <h3 class="rules-of">{t.contest.rulesOf(titles.join(', '))}</h3>
            <Groups groups={groups} isDeeper />
          </section>
        ))}
    </section>
  );
}

function Groups({ groups, isDeeper = false }: { groups: RuleGroup[]; isDeeper?: boolean }) {
  const Heading = isDeeper ? 'h4' : 'h3';
  return (
    <div class="rules">
      {groups.map(({ title, sentences }) => (
        <div key={title} class="rule-group">
          <Heading>{title}</Heading>
          <ul>
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}
