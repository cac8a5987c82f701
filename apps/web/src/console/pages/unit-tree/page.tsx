import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { today } from '../../today.js';
import { Button } from '../../ui/button.js';
import { DataTable, type Column } from '../../ui/data-table.js';
import { TextField } from '../../ui/field.js';
import type { TreeUnit } from '../../ui/tree-unit-field.js';
import { useList } from '../../ui/use-list.js';
import { addressOfUnit, lastDay } from './address.js';
import { Branch } from './branch.js';
import { ChangeDialog } from './change-dialog.js';
import { useKeepsTree } from './keeper.js';
import './unit-tree.css';

const PAGE_ROWS = 50;

/** The tree of a day, branch by branch, or what is found by a name, a code or a former name. */
export function Page() {
  const { t, f } = useLanguage();
  const list = useList();
  const [parameters, setParameters] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const keeps = useKeepsTree();
  const on = parameters.get('ngay') || today();
  const isSearching = list.search !== '';
  const [afterName, afterId] = list.after ? (JSON.parse(list.after) as [string, number]) : [];
  const query = { on, search: list.search, afterName, afterId, limit: PAGE_ROWS };
  const found = useApi(isSearching ? '/api/unit-tree' : null, { query });
  const columns: Column<TreeUnit>[] = [
    {
      key: 'name',
      title: t.unitTree.facts,
      isHeader: true,
      cell: (unit) => (
        <>
          <Link to={addressOfUnit(unit)}>{unit.name}</Link>{' '}
          {unit.validTo && <span className="tag tag-quiet">{t.unitTree.ended(f.date(lastDay(unit.validTo)))}</span>}
          {unit.now && (
            <span className="line">
              {t.unitTree.now}{' '}
              {unit.now.map((one, i) => (
                <span key={one.code}>
                  {i > 0 && ', '}
                  <Link to={addressOfUnit(one)}>{one.name}</Link>
                </span>
              ))}
            </span>
          )}
        </>
      ),
    },
    { key: 'code', title: t.unitTree.factCode, cell: ({ code }) => code },
    { key: 'level', title: t.unitTree.factLevel, cell: ({ level }) => t.unitTree.levels[level] ?? level },
    { key: 'parent', title: t.unitTree.factAbove, cell: ({ parentName }) => parentName ?? t.unitTree.noAbove },
  ];
  const next = found.data?.next ?? null;
  return (
    <>
      <div className="head">
        <h1>{t.unitTree.title}</h1>
        {keeps && (
          <Button kind="second" work={() => setAdding(true)}>
            {t.unitTree.addRoot}
          </Button>
        )}
      </div>
      <p>{t.unitTree.lead}</p>
      <p className="row">
        <Link to="/don-vi/thay-doi">{t.unitTree.toChanges}</Link>
        {keeps && <Link to="/don-vi/nhap">{t.unitTree.toImport}</Link>}
      </p>
      <DataTable
        name={isSearching ? t.unitTree.found : t.unitTree.branches}
        list={list}
        answer={found}
        rows={isSearching ? found.data?.units : []}
        rowKey={({ id }) => id}
        columns={columns}
        next={isSearching && next ? JSON.stringify([next.afterName, next.afterId]) : null}
        searchLabel={t.unitTree.search}
        filters={
          <TextField
            type="date"
            label={t.unitTree.on}
            value={on}
            onChange={(day) =>
              setParameters((old) => {
                const changed = new URLSearchParams(old);
                if (day) changed.set('ngay', day);
                else changed.delete('ngay');
                return changed;
              })
            }
          />
        }
        empty={
          isSearching ? (
            <p>{t.unitTree.nothingFound}</p>
          ) : (
            <nav className="tree" aria-label={t.unitTree.branches}>
              <Branch key={on} parent={null} on={on} />
            </nav>
          )
        }
      />
      {isAdding && <ChangeDialog unit={null} kinds={['added']} onClose={() => setAdding(false)} />}
    </>
  );
}
