import { Link } from 'react-router';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { useList } from '../../ui/use-list.js';
import { useKeepsTree } from './keeper.js';
import { UndoButton, useChangeWords, type Change } from './undo.js';

/** Changes of the tree recorded by hand, the newest first. */
export function Page() {
  const { t, f } = useLanguage();
  const list = useList();
  const words = useChangeWords();
  const keeps = useKeepsTree();
  const answer = useApi('/api/unit-tree/changes', { query: { after: list.after } });
  const columns: Column<Change>[] = [
    {
      key: 'change',
      title: t.unitTree.change,
      isHeader: true,
      cell: (change) => (
        <>
          {t.unitTree.kindsOfChange[change.kind]} {change.undoneAt && <span className="tag">{t.unitTree.undone}</span>}
          <br />
          <span className="soft">{words(change)}</span>
        </>
      ),
    },
    { key: 'effective', title: t.unitTree.effective, cell: ({ effectiveOn }) => f.date(effectiveOn) },
    { key: 'basis', title: t.unitTree.basis, cell: ({ legalBasis }) => legalBasis },
    { key: 'acts', title: '', cell: (change) => change.canUndo && keeps && <UndoButton change={change} /> },
  ];
  return (
    <>
      <p>
        <Link to="/don-vi">{t.unitTree.back}</Link>
      </p>
      <h1>{t.unitTree.changesTitle}</h1>
      <p>{t.unitTree.changesLead}</p>
      <DataTable
        name={t.unitTree.changesTitle}
        list={list}
        answer={answer}
        rows={answer.data?.changes}
        rowKey={({ id }) => id}
        columns={columns}
        next={answer.data?.next}
        empty={<p>{t.unitTree.noChanges}</p>}
      />
    </>
  );
}
