import { serverNow } from '../../../shared/api/server-clock.js';
import type { ContestDetails, OfficialField, OfficialResult } from '../../../shared/api/views.js';
import { board as boardWords } from '../../../shared/messages/vi/board.js';
import { criteria as criteriaWords } from '../../../shared/messages/vi/criteria.js';
import { form as formWords } from '../../../shared/messages/vi/form.js';
import { official as officialWords } from '../../../shared/messages/vi/official.js';
import { useAbout } from '../../contact.js';
import { contestPath } from '../../contest/paths.js';
import { useReloadAt } from '../../contest/use-reload-at.js';
import { useLanguage } from '../../language.js';
import type { PageProps } from '../../page-props.js';
import { useSession } from '../../session.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Page as Frame } from '../../ui/page.js';
import { Waiting } from '../../ui/waiting.js';
import { useGet } from '../../use-get.js';
import { bringWords } from '../../words.js';
import { Choice, useChange } from '../board/board-head.js';
import '../board/board.css';
import { Appeals } from './appeals.js';
import { LotShown } from './lot.js';
import './official.css';
import { OwnRow } from './own-row.js';
import { PrizesWon } from './prizes-won.js';
import { Proof } from './proof.js';

bringWords({ board: boardWords, criteria: criteriaWords, form: formWords, official: officialWords });

/** What was published: who won and why, what it rests on, how anybody checks it, and how to appeal. */
export function Page({ params, query }: PageProps) {
  const { t } = useLanguage();
  const slug = params['slug']!;
  const contest = useGet('/api/contests/{slug}', { path: { slug } });
  const list = useGet('/api/contests/{slug}/official-results', { path: { slug } });
  useAbout(contest.data);
  useReloadAt(list.data?.fields.map(({ closesAt }) => closesAt) ?? [], list.reload);
  const error = contest.error ?? list.error;
  return (
    <Frame title={t.official.title} lead={contest.data && <a href={contestPath(slug)}>{contest.data.title}</a>}>
      {contest.data && list.data ? (
        <Fields contest={contest.data} fields={list.data.fields} query={query} />
      ) : error ? (
        <ErrorBox error={error} again={contest.error ? contest.reload : list.reload} />
      ) : (
        <Waiting words={t.official.loading} lines={8} />
      )}
    </Frame>
  );
}

function Fields({
  contest,
  fields,
  query,
}: {
  contest: ContestDetails;
  fields: OfficialField[];
  query: Record<string, string>;
}) {
  const { t } = useLanguage();
  const change = useChange();
  // The one that is asked for, else what was published last, else what has ended last.
  const newest = (state: OfficialField['state']) => fields.filter((one) => one.state === state).pop();
  const field =
    fields.find(({ name }) => name === query['xem']) ?? newest('published') ?? newest('awaited') ?? fields[0];
  if (!field) return <p class="box">{t.official.none}</p>;
  return (
    <>
      {fields.length > 1 && (
        <div class="tools no-print">
          <Choice
            label={t.official.field}
            value={field.name}
            options={fields.map(({ name, title }) => [name, title] as const)}
            onChoose={(name) => change({ xem: name, ban: undefined })}
          />
        </div>
      )}
      {field.state === 'published' ? (
        <Published key={field.name} contest={contest} field={field} publication={query['ban']} />
      ) : (
        <NotYet slug={contest.slug} field={field} />
      )}
      {contest.state === 'finished' && (
        <p class="no-print">
          <a href={contestPath(contest.slug, 'du-lieu-mo')}>{t.official.openData}</a>
        </p>
      )}
    </>
  );
}

/** Nothing is published: when it ends, when it is expected, and the commitment of the draw once there is one. */
function NotYet({ slug, field }: { slug: string; field: OfficialField }) {
  const { t, f } = useLanguage();
  const { state, title, closesAt, expectedBy, lot } = field;
  return (
    <>
      <div class="box">
        <p>
          {state === 'coming'
            ? t.official.coming(title, f.weekdayTime(closesAt, serverNow()))
            : t.official.awaited(title)}{' '}
          {expectedBy ? t.official.expected(f.date(expectedBy)) : t.official.expectedUnsaid}
        </p>
        <p>
          {t.official.seeBoard}{' '}
          <a href={`${contestPath(slug, 'bang-xep-hang')}?xem=${field.name}`}>{t.official.board}</a>
        </p>
      </div>
      {lot && <LotShown lot={lot} draws={[]} />}
    </>
  );
}

function Published({
  contest: { slug },
  field,
  publication,
}: {
  contest: ContestDetails;
  field: OfficialField;
  publication: string | undefined;
}) {
  const { t } = useLanguage();
  const { account } = useSession();
  const path = { slug, field: field.name };
  const { data, error, reload } = useGet('/api/contests/{slug}/official-results/{field}', {
    path,
    query: { publication },
  });
  const own = useGet(account ? '/api/contests/{slug}/official-results/{field}/own' : null, { path });
  if (!data)
    return error ? <ErrorBox error={error} again={reload} /> : <Waiting words={t.official.loading} lines={8} />;
  return (
    <div class="official">
      <Head slug={slug} results={data} />
      {data.isCurrent && <OwnRow slug={slug} own={own} />}
      <PrizesWon prizes={data.prizes} />
      <Grounds results={data} />
      <Proof results={data} />
      {data.isCurrent && <Appeals slug={slug} field={field.name} appeals={data.appeals} own={own} />}
      <Versions slug={slug} field={field.name} results={data} />
    </div>
  );
}

/** When, by which decision, the how-manieth time and why; and whether it still holds. */
function Head({ slug, results }: { slug: string; results: OfficialResult }) {
  const { t, f } = useLanguage();
  const { field, publication, publications, publishedAt, isCurrent, reason, decision } = results;
  const at = (instant: string) => f.weekdayTime(instant, serverNow());
  const current = publications[0]!;
  return (
    <>
      {!isCurrent && (
        <div class="box box-warn">
          <p>
            {t.official.superseded(at(current.publishedAt))} {current.reason && t.official.because(current.reason)}
          </p>
          <a href={`${contestPath(slug, 'ket-qua-chinh-thuc')}?xem=${field.name}`}>{t.official.toCurrent}</a>
        </div>
      )}
      <p class="official-head">
        <strong>{field.title}.</strong> {t.official.publishedAt(at(publishedAt))}{' '}
        {decision && t.official.decision(decision.number, f.date(decision.date), decision.signer)}{' '}
        {publication > 1 && <span class="tag">{t.official.version(f.count(publication))}</span>}
      </p>
      {isCurrent && reason && <p class="soft">{t.official.because(reason)}</p>}
    </>
  );
}

/** The truth of the prediction and the draw: what ranks rest on beside what people did. */
function Grounds({ results: { truths, lot, draws } }: { results: OfficialResult }) {
  const { t, f } = useLanguage();
  return (
    <>
      {truths && (
        <section class="card">
          <h2>{t.official.decided}</h2>
          <p>
            <strong>{t.official.truth(truths.values.map(({ value }) => f.count(value)).join(', '))}</strong>
            <br />
            {/* As it stands in the published file. */}
            <span lang="vi">{truths.definition}</span>{' '}
            <span class="soft">{t.official.truthAt(f.weekdayTime(truths.at, serverNow()))}</span>
          </p>
        </section>
      )}
      {lot && <LotShown lot={lot} draws={draws} />}
    </>
  );
}

function Versions({ slug, field, results }: { slug: string; field: string; results: OfficialResult }) {
  const { t, f } = useLanguage();
  const { publications, publication } = results;
  if (publications.length < 2) return null;
  return (
    <section class="card">
      <h2>{t.official.versions}</h2>
      <ul class="official-versions">
        {publications.map((one) => (
          <li key={one.publication}>
            <a href={`${contestPath(slug, 'ket-qua-chinh-thuc')}?xem=${field}&ban=${one.publication}`}>
              {t.official.versionLine(f.count(one.publication), f.weekdayTime(one.publishedAt, serverNow()))}
            </a>{' '}
            {one.publication === publication && <span class="tag">{t.official.shown}</span>}
            {one.reason && <span class="official-under">{t.official.because(one.reason)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
