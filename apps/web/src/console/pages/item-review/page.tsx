import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Answer } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useList } from '../../ui/use-list.js';
import { Waiting } from '../../ui/waiting.js';
import { checkItem } from '../../item-rules.js';
import { today } from '../../today.js';
import { ActDialog, type ItemAct } from '../items/act-dialog.js';
import { ITEM, itemAddress, WithBank, type Bank } from '../items/bank.js';
import { FaultList } from '../items/fault-list.js';
import { Compare, ItemTalk, PhonePreview, VersionSheet } from '../items/item-sheet.js';
import { StateTag } from '../items/state-tag.js';

type Row = Answer<'/api/banks/{bankCode}/items', 'get'>['items'][number];

/** What waits for a second person, and one question with all that helps to decide on it. */
export function Page() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const code = parameters.get(ITEM);
  return (
    <>
      <div className="head">
        <h1>{code ?? t.items.reviewTitle}</h1>
      </div>
      <WithBank>
        {(bank) => (code ? <Decide key={code} bank={bank} code={code} /> : <Queue key={bank.code} bank={bank} />)}
      </WithBank>
    </>
  );
}

function Queue({ bank }: { bank: Bank }) {
  const { t, f } = useLanguage();
  const list = useList();
  const answer = useApi('/api/banks/{bankCode}/items', {
    path: { bankCode: bank.code },
    query: { review: 'sent', q: list.search, sort: 'changedAt', after: list.after },
  });
  const columns: Column<Row>[] = [
    {
      key: 'code',
      title: t.items.question,
      isHeader: true,
      cell: ({ code, stem }) => (
        <span className="item-line">
          <Link to={itemAddress('cau-hoi/duyet', bank.code, code)}>{code}</Link>
          <br />
          {stem}
        </span>
      ),
    },
    { key: 'topic', title: t.items.topic, cell: ({ topicTitle }) => topicTitle },
    { key: 'level', title: t.items.levelLabel, isNumber: true, cell: ({ level }) => f.count(level) },
    {
      key: 'writtenBy',
      title: t.items.author,
      cell: ({ writtenByName, isOwn }) => (
        <>
          {writtenByName} {isOwn && <span className="tag tag-quiet">{t.items.own}</span>}
        </>
      ),
    },
    { key: 'changedAt', title: t.items.changed, cell: ({ changedAt }) => f.date(changedAt) },
  ];
  return (
    <>
      <p>{t.items.reviewLead}</p>
      <DataTable
        name={t.items.reviewTitle}
        list={list}
        answer={answer}
        rows={answer.data?.items}
        rowKey={({ code }) => code}
        columns={columns}
        next={answer.data?.next}
        searchLabel={t.items.search}
        empty={<p>{t.items.nothingWaits}</p>}
      />
    </>
  );
}

function Decide({ bank, code }: { bank: Bank; code: string }) {
  const { t } = useLanguage();
  const [act, setAct] = useState<ItemAct | null>(null);
  const answer = useApi('/api/banks/{bankCode}/items/{itemCode}', { path: { bankCode: bank.code, itemCode: code } });
  const item = answer.data;
  if (answer.error && !item) return <ErrorBox error={answer.error} again={() => void answer.refetch()} />;
  if (!item) return <Waiting lines={4} />;
  const newest = item.versions[0]!;
  const approved = item.versions.find(({ review }, i) => i > 0 && (review === null || review === 'approved'));
  const waits = newest.review === 'sent';
  return (
    <>
      <p className="row">
        <StateTag status={item.status} review={newest.review} />
        <Link to={itemAddress('cau-hoi/duyet', bank.code, null)}>{t.items.toQueue}</Link>
        {bank.canWrite && <Link to={itemAddress('cau-hoi/soan', bank.code, code)}>{t.items.edit}</Link>}
      </p>
      {waits && newest.isOwn && <p className="box box-warn">{t.items.ownWaits}</p>}
      <div className="item-columns">
        <div>
          <VersionSheet version={newest} />
          <FaultList faults={checkItem({ id: code, ...newest }, today())} />
          {item.versions.length > 1 && <Compare item={item} {...(approved && { begin: approved.version })} />}
          <ItemTalk bank={bank.code} item={item} />
        </div>
        <div className="item-beside">
          <div className="row no-print">
            {waits && bank.canReview && !newest.isOwn && (
              <>
                <Button work={() => setAct('approve')}>{t.items.acts.approve.act}</Button>
                <Button kind="second" work={() => setAct('return')}>
                  {t.items.acts.return.act}
                </Button>
              </>
            )}
            <Button kind="quiet" work={() => setAct('comment')}>
              {t.items.acts.comment.act}
            </Button>
          </div>
          <PhonePreview version={newest} />
        </div>
      </div>
      {act && (
        <ActDialog
          bank={bank.code}
          act={act}
          items={[{ code, version: newest.version }]}
          onDone={() => setAct(null)}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}
