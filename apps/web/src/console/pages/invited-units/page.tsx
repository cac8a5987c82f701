import { useState } from 'react';
import { earlierWords } from '../../../shared/earlier-words.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { Dialog } from '../../ui/dialog.js';
import { SelectField } from '../../ui/field.js';
import { RowMenu } from '../../ui/row-menu.js';
import { useList } from '../../ui/use-list.js';
import { AddDialog, BlockDialog, CountDialog, RemoveDialog, type InvitedUnit } from './change-dialogs.js';
import { ImportDialog } from './import-dialog.js';

type Open = 'add' | 'import' | 'totals' | 'remove' | 'block' | { count: InvitedUnit } | { history: InvitedUnit };

const PAGE_ROWS = 50;

/** Who is invited to the contest, how many people each unit has, in which block, and what is known from earlier. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const list = useList();
  const [chosen, setChosen] = useState<ReadonlySet<string | number>>(new Set());
  const [open, setOpen] = useState<Open>();
  const [afterName, afterId] = list.after ? (JSON.parse(list.after) as [string, number]) : [];
  const block = list.choice('khoi');
  const query = { search: list.search, block: block || undefined, afterName, afterId, limit: PAGE_ROWS };
  const answer = useApi('/api/contests/{slug}/invited-units', { path: { slug }, query });
  const { rule, summary, units, next } = answer.data ?? {};
  const blocks = answer.data?.blocks ?? [];
  const titleOf = (code: string) => blocks.find((one) => one.code === code)?.title ?? code;
  const close = () => {
    setOpen(undefined);
    setChosen(new Set());
  };
  const chosenUnits = (units ?? []).filter(({ code }) => chosen.has(code));
  const columns: Column<InvitedUnit>[] = [
    {
      key: 'unit',
      title: t.invitedUnits.unit,
      isHeader: true,
      cell: (unit) => (
        <>
          {unit.name}
          <br />
          <span className="soft">{[unit.code, unit.parentName].filter(Boolean).join(', ')}</span>
        </>
      ),
    },
    {
      key: 'block',
      title: t.invitedUnits.block,
      cell: (unit) => (unit.block ? titleOf(unit.block) : <span className="soft">{t.invitedUnits.noBlock}</span>),
    },
    {
      key: 'headcount',
      title: t.invitedUnits.headcount,
      isNumber: true,
      cell: (unit) => (
        <>
          {unit.headcount === null ? <span className="soft">{t.invitedUnits.unknown}</span> : f.count(unit.headcount)}
          {unit.headcountNote && (
            <>
              <br />
              <span className="soft">{unit.headcountNote}</span>
            </>
          )}
        </>
      ),
    },
    { key: 'people', title: t.invitedUnits.people, isNumber: true, cell: (unit) => f.count(unit.people) },
    {
      key: 'earlier',
      title: t.invitedUnits.earlier,
      cell: ({ earlier }) => earlier && <span className="soft">{earlierWords(t.unitResults.earlier, f, earlier)}</span>,
    },
    {
      key: 'acts',
      title: '',
      cell: (unit) => (
        <RowMenu
          name={unit.name}
          acts={[
            { title: t.invitedUnits.count, act: () => setOpen({ count: unit }) },
            ...(unit.headcounts.length > 0
              ? [
                  {
                    title: t.invitedUnits.history(f.count(unit.headcounts.length)),
                    act: () => setOpen({ history: unit }),
                  },
                ]
              : []),
          ]}
        />
      ),
    },
  ];
  return (
    <>
      <div className="head">
        <h1>{t.invitedUnits.title}</h1>
        <span className="row">
          <Button work={() => setOpen('import')}>{t.invitedUnits.import}</Button>
          <Button kind="second" work={() => setOpen('add')}>
            {t.invitedUnits.add}
          </Button>
          <Button kind="second" work={() => setOpen('totals')}>
            {t.invitedUnits.totalsImport}
          </Button>
        </span>
      </div>
      <p>{t.invitedUnits.lead}</p>
      {rule && summary && (
        <div className="box">
          <p>
            <strong>{t.invitedUnits.summary(f.count(summary.units), f.count(summary.headcount))}</strong>{' '}
            {summary.without > 0 && t.invitedUnits.without(f.count(summary.without))}
          </p>
          <p>
            {t.invitedUnits.rule(f.count(rule.minAttempts))}{' '}
            {rule.childrenCountForParent ? t.invitedUnits.ruleBelow : t.invitedUnits.ruleOwn}
          </p>
        </div>
      )}
      <DataTable
        name={t.invitedUnits.title}
        list={list}
        answer={answer}
        rows={units}
        rowKey={({ code }) => code}
        columns={columns}
        next={next ? JSON.stringify([next.afterName, next.afterId]) : null}
        searchLabel={t.invitedUnits.search}
        filters={
          blocks.length > 0 ? (
            <SelectField
              label={t.invitedUnits.block}
              value={block}
              onChange={(value) => list.choose('khoi', value)}
              options={[
                { value: '', title: t.invitedUnits.allBlocks },
                ...blocks.map(({ code, title }) => ({ value: code, title })),
              ]}
            />
          ) : undefined
        }
        chosen={chosen}
        onChoose={setChosen}
        nameOf={({ name }) => name}
        acts={
          <>
            <Button kind="second" work={() => setOpen('block')}>
              {t.invitedUnits.setBlock}
            </Button>
            <Button kind="quiet" work={() => setOpen('remove')}>
              {t.invitedUnits.remove}
            </Button>
          </>
        }
        empty={<p>{t.invitedUnits.empty}</p>}
      />
      {open === 'add' && <AddDialog onClose={close} />}
      {(open === 'import' || open === 'totals') && <ImportDialog isTotals={open === 'totals'} onClose={close} />}
      {open === 'remove' && <RemoveDialog units={chosenUnits} onClose={close} />}
      {open === 'block' && <BlockDialog units={chosenUnits} blocks={blocks} onClose={close} />}
      {typeof open === 'object' && 'count' in open && <CountDialog unit={open.count} onClose={close} />}
      {typeof open === 'object' && 'history' in open && (
        <Dialog title={t.invitedUnits.historyTitle(open.history.name)} onClose={close}>
          <ol>
            {open.history.headcounts.map(({ headcount, countedOn, source }, i) => (
              <li key={i}>{t.invitedUnits.historyLine(f.count(headcount), f.date(countedOn), source)}</li>
            ))}
          </ol>
          <Button kind="second" work={close}>
            {t.shell.close}
          </Button>
        </Dialog>
      )}
    </>
  );
}
