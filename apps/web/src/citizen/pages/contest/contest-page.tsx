import { useAbout } from '../../contact.js';
import { EntranceBox } from '../../contest/entrance-box.js';
import { useReloadAt } from '../../contest/use-reload-at.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { ErrorBox } from '../../ui/error-box.js';
import { later } from '../../ui/later.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { useReturn } from '../../use-return.js';
import { Banner } from './banner.js';
import { DocumentList } from './documents.js';
import { LiveFigures } from './live-figures.js';
import { PrizeList } from './prizes.js';
import { RoundList } from './rounds.js';
import { RuleList } from './rule-list.js';
import { WaysOn } from './ways-on.js';
import './contest-page.css';
import { contest as contestWords } from '../../../shared/messages/vi/contest.js';
import { bringWords } from '../../words.js';

bringWords({ contest: contestWords });

/** At the foot of the page, so whoever goes on to the contest need not wait for it. */
const Share = later(async () => (await import('./share.js')).Share);

/** A contest: what it is, what this person can do now, by which rules, and where its results stand. */
export function Page({ params, query }: PageProps) {
  const { t } = useLanguage();
  const slug = params['slug']!;
  const unitCode = query['don-vi'];
  const { data: contest, error, reload } = useGet('/api/contests/{slug}', { path: { slug } });
  useAbout(contest);
  useReturn(reload);
  useReloadAt(contest?.roundList.flatMap(({ opensAt, closesAt }) => [opensAt, closesAt]) ?? [], reload);
  if (!contest)
    return (
      <Frame title={error ? t.shell.cannotOpen : ''}>
        {error ? <ErrorBox error={error} again={reload} /> : <Waiting lines={8} words={t.contest.waiting} />}
      </Frame>
    );
  return (
    <Frame title={contest.title} above={<Banner contest={contest} />}>
      <div class="contest">
        <div class="contest-door">
          <EntranceBox contest={contest} unitCode={unitCode} />
        </div>
        <div class="contest-about">
          {contest.summary && <p class="lead">{contest.summary}</p>}
          {contest.agency && <p class="soft">{t.contest.organizedBy(contest.agency)}</p>}
          <LiveFigures contest={contest} />
        </div>
        <div class="contest-ways">
          <WaysOn contest={contest} unitCode={unitCode} />
        </div>
        <div class="contest-body">
          <RoundList contest={contest} />
          <PrizeList prizes={contest.prizes} />
          <RuleList contest={contest} />
          <DocumentList documents={contest.documents} />
        </div>
        <div class="contest-share">
          <Share contest={contest} />
        </div>
      </div>
    </Frame>
  );
}
