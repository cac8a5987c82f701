import { useRef, useState } from 'react';
import { Link } from 'react-router';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { SelectField } from '../../ui/field.js';
import { useList } from '../../ui/use-list.js';
import { ActDialog, type ItemAct } from './act-dialog.js';
import { itemAddress, WithBank, type Bank } from './bank.js';
import { RetireDialog } from './retire-dialog.js';
import { StateTag } from './state-tag.js';
import './items.css';

type Row = Answer<'/api/banks/{bankCode}/items', 'get'>['items'][number];

const STATUSES = ['draft', 'review', 'published', 'retired'] as const;
const LEVELS = [1, 2, 3] as const;
const ORDERS = ['code', 'topic', 'level', 'validTo', 'changedAt', 'asked'] as const;
const EXPOSURES = ['unused', 'overused'] as const;
/** As the server counts what is used too much. */
const OVERUSED_SHARE = 0.5;
/** What a choice of the list is called in the address. */
const CHOICE = {
  topic: 'chu-de',
  level: 'muc',
  status: 'trang-thai',
  document: 'van-ban',
  expiring: 'hieu-luc',
  exposure: 'dung',
};

/** The questions of a bank: found, narrowed, put into order, and acted upon one by one or many at a time. */
export function Page() {
  const { t } = useLanguage();
  return (
    <>
      <div className="head">
        <h1>{t.items.title}</h1>
      </div>
      <WithBank>{(bank) => <Items key={bank.code} bank={bank} />}</WithBank>
    </>
  );
}

function Items({ bank }: { bank: Bank }) {
  const { t, f } = useLanguage();
  const list = useList();
  const level = LEVELS.find((one) => String(one) === list.choice(CHOICE.level));
  const status = STATUSES.find((one) => one === list.choice(CHOICE.status));
  const expiring = (['over', 'soon'] as const).find((one) => one === list.choice(CHOICE.expiring));
  const exposure = EXPOSURES.find((one) => one === list.choice(CHOICE.exposure));
  const document = list.choice(CHOICE.document);
  const path = { bankCode: bank.code };
  const answer = useApi('/api/banks/{bankCode}/items', {
    path,
    query: {
      ...{ q: list.search, topic: list.choice(CHOICE.topic), level, status, expiring, document, exposure },
      ...{ sort: ORDERS.find((one) => one === list.sort?.by), descending: list.sort?.isDescending || undefined },
      after: list.after,
    },
  });
  // By itself: counting papers may take a while, and the list does not wait for it.
  const exposed = useApi('/api/banks/{bankCode}/exposure', { path });
  const askedOf = new Map(exposed.data?.items.map((one) => [one.code, one]));
  const documents = useApi('/api/banks/{bankCode}/documents', { path });
  const [chosen, setChosen] = useState<ReadonlySet<string | number>>(new Set());
  const [act, setAct] = useState<ItemAct | null>(null);
  const [isRetiring, setRetiring] = useState(false);
  // Rows of pages that were turned over stay chosen, with the version that was seen of them.
  const seen = useRef(new Map<string, number>());
  for (const { code, version } of answer.data?.items ?? []) seen.current.set(code, version);
  const choose = (name: string, value: string) => {
    setChosen(new Set());
    list.choose(name, value);
  };
  const any = { value: '', title: t.items.any };
  const columns: Column<Row>[] = [
    {
      key: 'code',
      title: t.items.question,
      isHeader: true,
      isSortable: true,
      cell: ({ code, stem, mark }) => (
        <span className="item-line">
          <Link to={itemAddress(bank.canWrite ? 'cau-hoi/soan' : 'cau-hoi/duyet', bank.code, code)}>{code}</Link>{' '}
          {mark && <span className="tag tag-warn">{mark}</span>}
          <br />
          {stem}
        </span>
      ),
    },
    { key: 'topic', title: t.items.topic, isSortable: true, cell: ({ topicTitle }) => topicTitle },
    { key: 'level', title: t.items.levelLabel, isSortable: true, isNumber: true, cell: (row) => f.count(row.level) },
    {
      key: 'status',
      title: t.items.status,
      cell: (row) => <StateTag status={row.status} review={row.review} />,
    },
    {
      key: 'validTo',
      title: t.items.source,
      isSortable: true,
      cell: (row) => (
        <>
          {row.document ?? <span className="soft">{t.items.none}</span>}
          {row.validTo && (
            <>
              <br />
              <span className="soft">{t.items.until(f.date(`${row.validTo}T00:00:00+07:00`))}</span>
            </>
          )}
        </>
      ),
    },
    {
      key: 'asked',
      title: t.items.asked,
      isSortable: true,
      cell: ({ code }) => {
        const asked = askedOf.get(code);
        if (!exposed.data) return '…';
        if (!asked) return <span className="soft">{t.items.neverAsked}</span>;
        return (
          <>
            {t.items.askedIn(f.count(asked.asked), f.count(asked.rounds))}
            <br />
            <span className="soft">
              {t.items.askedLast} <span className="item-day">{f.date(asked.lastAskedAt)}</span>
            </span>
            {asked.share >= OVERUSED_SHARE && (
              <span className="tag tag-warn">{t.items.overused(f.percent(asked.share, 1))}</span>
            )}
          </>
        );
      },
    },
    {
      key: 'changedAt',
      title: t.items.changed,
      isSortable: true,
      cell: ({ changedAt, writtenByName }) => (
        <>
          <span className="item-day">{f.date(changedAt)}</span>
          <br />
          <span className="soft">{writtenByName ?? t.items.fromFile}</span>
        </>
      ),
    },
  ];
  const filters = (
    <>
      <SelectField
        label={t.items.topic}
        value={list.choice(CHOICE.topic)}
        onChange={(value) => choose(CHOICE.topic, value)}
        options={[any, ...bank.topics.map(({ code, title }) => ({ value: code, title }))]}
      />
      <SelectField
        label={t.items.levelLabel}
        value={level ? String(level) : ''}
        onChange={(value) => choose(CHOICE.level, value)}
        options={[any, ...LEVELS.map((one) => ({ value: String(one), title: t.items.levels[one] }))]}
      />
      <SelectField
        label={t.items.status}
        value={status ?? ''}
        onChange={(value) => choose(CHOICE.status, value)}
        options={[
          any,
          ...STATUSES.map((one) => ({ value: one, title: t.items.counted[one](f.count(bank.counts[one])) })),
        ]}
      />
      <SelectField
        label={t.items.document}
        value={document}
        onChange={(value) => choose(CHOICE.document, value)}
        options={[
          any,
          ...(documents.data?.documents ?? []).map((one) => ({
            value: one.document,
            title: t.items.documentOf(one.document, f.count(one.items)),
          })),
        ]}
      />
      <SelectField
        label={t.items.validity}
        value={expiring ?? ''}
        onChange={(value) => choose(CHOICE.expiring, value)}
        options={[any, { value: 'over', title: t.items.over }, { value: 'soon', title: t.items.soon }]}
      />
      <SelectField
        label={t.items.exposure}
        value={exposure ?? ''}
        onChange={(value) => choose(CHOICE.exposure, value)}
        options={[any, ...EXPOSURES.map((one) => ({ value: one, title: t.items.exposures[one] }))]}
      />
    </>
  );
  return (
    <>
      <div className="row no-print">
        {bank.canWrite && (
          <Link className="button" to={itemAddress('cau-hoi/soan', bank.code, null)}>
            {t.items.write}
          </Link>
        )}
        {bank.waiting > 0 && (
          <Link to={itemAddress('cau-hoi/duyet', bank.code, null)}>{t.items.waiting(f.count(bank.waiting))}</Link>
        )}
        {document !== '' && bank.canReview && (
          <Button kind="second" work={() => setRetiring(true)}>
            {t.items.retireCiting}
          </Button>
        )}
      </div>
      <p role="status" className="soft">
        {answer.data ? t.items.found(f.count(answer.data.total)) : ' '}
      </p>
      <DataTable
        name={t.items.title}
        list={list}
        answer={answer}
        rows={answer.data?.items}
        rowKey={({ code }) => code}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.items.search}
        empty={<p>{t.items.empty}</p>}
        filters={filters}
        chosen={chosen}
        onChoose={setChosen}
        nameOf={({ code }) => code}
        acts={
          <>
            {bank.canWrite && <Button work={() => setAct('send')}>{t.items.acts.send.act}</Button>}
            {bank.canReview && (
              <>
                <Button kind="second" work={() => setAct('approve')}>
                  {t.items.acts.approve.act}
                </Button>
                <Button kind="second" work={() => setAct('retire')}>
                  {t.items.acts.retire.act}
                </Button>
                <Button kind="second" work={() => setAct('restore')}>
                  {t.items.acts.restore.act}
                </Button>
              </>
            )}
          </>
        }
      />
      {act && (
        <ActDialog
          bank={bank.code}
          act={act}
          items={[...chosen].map((code) => ({ code: String(code), version: seen.current.get(String(code)) ?? 1 }))}
          onDone={() => {
            setChosen(new Set());
            setAct(null);
          }}
          onClose={() => setAct(null)}
        />
      )}
      {isRetiring && <RetireDialog bank={bank.code} document={document} onClose={() => setRetiring(false)} />}
    </>
  );
}
