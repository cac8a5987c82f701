import type { ContestSummary } from '../../../shared/api/views.js';
import { useAbout } from '../../contact.js';
import { momentOf, type Moment } from '../../contest/moment.js';
import { useReloadAt } from '../../contest/use-reload-at.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { useNow } from '../../use-now.js';
import { useReturn } from '../../use-return.js';
import { ContestCard } from './contest-card.js';
import './home.css';
import { contest as contestWords } from '../../../shared/messages/vi/contest.js';
import { home as homeWords } from '../../../shared/messages/vi/home.js';
import { bringWords } from '../../words.js';

bringWords({ contest: contestWords, home: homeWords });

/** The first page: the contests that run, come and are over. */
export function Page() {
  const { t } = useLanguage();
  const { data, error, reload } = useGet('/api/contests');
  const contests = data?.contests;
  const now = useNow(1_000);
  useAbout(contests && { sample: contests.some(({ sample }) => sample) });
  useReturn(reload);
  // Which round is open next only the server tells.
  useReloadAt(contests?.flatMap((one) => [one.opensAt, one.closesAt, one.openRound?.closesAt]) ?? [], reload);
  const at = (moment: Moment) => contests?.filter((contest) => momentOf(contest, now) === moment) ?? [];
  return (
    <Frame title={t.home.title} lead={t.home.lead}>
      {error && !contests && <ErrorBox error={error} again={reload} />}
      {!error && !contests && <Waiting lines={6} words={t.home.waiting} />}
      {contests?.length === 0 && <Nothing />}
      {contests && contests.length > 0 && (
        <>
          <Group moment="running" contests={at('running')} />
          <div class="contests-later">
            <Group moment="coming" contests={at('coming')} />
            <Group moment="finished" contests={at('finished')} />
          </div>
          <Help />
        </>
      )}
    </Frame>
  );
}

function Group({ moment, contests }: { moment: Moment; contests: ContestSummary[] }) {
  const { t } = useLanguage();
  if (contests.length === 0 && moment !== 'running') return null;
  return (
    <section class="contests">
      <h2>{t.home[moment]}</h2>
      {contests.length === 0 ? (
        <p class="soft">{t.home.noneRunning}</p>
      ) : (
        <ul class={`cards cards-${moment}`}>
          {contests.map((contest) => (
            <li key={contest.id}>
              <ContestCard contest={contest} moment={moment} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Nothing() {
  const { t } = useLanguage();
  return (
    <div class="card">
      <h2>{t.home.empty}</h2>
      <p>{t.home.emptyText}</p>
      <a class="button button-second" href="/huong-dan">
        {t.home.help}
      </a>
    </div>
  );
}

function Help() {
  const { t } = useLanguage();
  return (
    <section class="first-time">
      <div>
        <h2>{t.home.helpTitle}</h2>
        <p>{t.home.helpText}</p>
      </div>
      <a class="button button-second" href="/huong-dan">
        {t.home.help}
      </a>
    </section>
  );
}
