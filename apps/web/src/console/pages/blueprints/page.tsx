import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { BANK, WithBank, type Bank } from '../items/bank.js';

type Plan = Answer<'/api/banks/{bankCode}/blueprints', 'get'>['plans'][number];
type Round = NonNullable<Plan['rounds']>[number];
type Cell = Round['cells'][number];

/** What the contests that use a bank ask of it, line by line, and what it has. */
export function Page() {
  const { t } = useLanguage();
  return (
    <>
      <div className="head">
        <h1>{t.bankUse.title}</h1>
      </div>
      <p>{t.bankUse.lead}</p>
      <WithBank>{(bank) => <Plans key={bank.code} bank={bank} />}</WithBank>
    </>
  );
}

function Plans({ bank }: { bank: Bank }) {
  const { t } = useLanguage();
  const answer = useApi('/api/banks/{bankCode}/blueprints', { path: { bankCode: bank.code } });
  if (answer.error && !answer.data) return <ErrorBox error={answer.error} again={() => void answer.refetch()} />;
  if (!answer.data) return <Waiting lines={4} />;
  const { plans } = answer.data;
  if (plans.length === 0) return <p className="box">{t.bankUse.nobody}</p>;
  return plans.map((plan, i) => (
    <section key={plan.planId ?? i} className="card">
      <h2>{plan.title || t.bankUse.untitled}</h2>
      {plan.isPublished && <p className="soft">{t.bankUse.published}</p>}
      {plan.rounds === null ? (
        <p className="box box-warn">{t.bankUse.faulty}</p>
      ) : (
        plan.rounds.map((round) => <RoundTable key={`${round.title} ${round.opensAt}`} bank={bank} round={round} />)
      )}
    </section>
  ));
}

function RoundTable({ bank, round }: { bank: Bank; round: Round }) {
  const { t, f } = useLanguage();
  const { title, opensAt, closesAt, pool, shared, cells, faults } = round;
  const days = t.bankUse.days(f.date(opensAt), f.date(closesAt));
  return (
    <>
      <h3>{title}</h3>
      <p className="soft">
        {days} {t.bankUse.pool(f.count(pool))} {shared > 0 && t.bankUse.shared(f.count(shared))}
      </p>
      <div className="data-frame">
        <table className="data data-plain" role="table">
          <caption className="unseen">{title}</caption>
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                {t.items.topic}
              </th>
              <th role="columnheader" scope="col">
                {t.items.levelLabel}
              </th>
              <th role="columnheader" scope="col" className="number">
                {t.bankUse.needed}
              </th>
              <th role="columnheader" scope="col" className="number">
                {t.bankUse.available}
              </th>
              <th role="columnheader" scope="col">
                {t.bankUse.verdict}
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {cells.map((cell, i) => (
              <Line key={i} {...{ bank, cell }} />
            ))}
          </tbody>
        </table>
      </div>
      {faults.map((fault) => (
        <p key={fault} className="box box-wrong">
          {fault}
        </p>
      ))}
    </>
  );
}

/** With fewer than this for each that is asked, two people soon get the same questions. */
const VARIED = 3;

function Line({ bank, cell }: { bank: Bank; cell: Cell }) {
  const { t, f } = useLanguage();
  const { subBank, topic, level, count, available } = cell;
  const name = topic === null ? t.bankUse.anyTopic : (bank.topics.find((one) => one.code === topic)?.title ?? topic);
  const levels: Partial<Record<number, string>> = t.items.levels;
  const search = new URLSearchParams({
    ...{ [BANK]: bank.code, 'trang-thai': 'published' },
    ...(topic !== null && { 'chu-de': topic }),
    ...(level !== null && { muc: String(level) }),
  });
  return (
    <tr role="row">
      <th role="rowheader" scope="row">
        <Link to={{ pathname: '/cau-hoi', search: `?${search}` }}>{name}</Link>
        {subBank !== null && <span className="hint">{t.bankUse.part(subBank)}</span>}
      </th>
      <Value title={t.items.levelLabel}>{level === null ? t.bankUse.anyLevel : levels[level]}</Value>
      <Value title={t.bankUse.needed} isNumber>
        {f.count(count)}
      </Value>
      <Value title={t.bankUse.available} isNumber>
        {f.count(available)}
      </Value>
      <Value title={t.bankUse.verdict}>
        {available < count ? (
          <span className="tag tag-wrong">{t.bankUse.short(f.count(count - available))}</span>
        ) : available < VARIED * count ? (
          <span className="tag tag-warn">{t.bankUse.thin}</span>
        ) : (
          <span className="tag tag-good">{t.bankUse.enough}</span>
        )}
      </Value>
    </tr>
  );
}

function Value({ title, isNumber, children }: { title: string; isNumber?: boolean; children: ReactNode }) {
  return (
    <td role="cell" className={isNumber ? 'number' : undefined}>
      <span className="data-title" aria-hidden="true">
        {title}
      </span>
      <span className="data-value">{children}</span>
    </td>
  );
}
