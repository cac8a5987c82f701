import { useState } from 'react';
import { Link } from 'react-router';
import { get } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import type { TreeUnit } from '../../ui/tree-unit-field.js';
import { Waiting } from '../../ui/waiting.js';
import { addressOfUnit, lastDay } from './address.js';

const PAGE_ROWS = 100;

/** The units directly below one, each opened when it is wanted. @param parent code of the unit; null: the highest */
export function Branch({ parent, on }: { parent: string | null; on: string }) {
  const { t } = useLanguage();
  const query = { on, parent: parent ?? undefined, limit: PAGE_ROWS };
  const first = useApi('/api/unit-tree', { query });
  const [more, setMore] = useState<{ units: TreeUnit[]; next: typeof nextOfFirst }>();
  const [error, setError] = useState<Error | null>(null);
  const nextOfFirst = first.data?.next ?? null;
  if (first.error) return <ErrorBox error={first.error} again={() => void first.refetch()} />;
  if (!first.data || first.isPlaceholderData) return <Waiting lines={3} />;
  const units = [...first.data.units, ...(more?.units ?? [])];
  const next = more ? more.next : nextOfFirst;
  if (units.length === 0) return parent === null ? <p className="list-empty">{t.unitTree.empty}</p> : null;
  const goOn = async () => {
    const page = await get('/api/unit-tree', { query: { ...query, ...next! } });
    setMore({ units: [...(more?.units ?? []), ...page.units], next: page.next });
  };
  return (
    <>
      <ul>
        {units.map((unit) => (
          <Twig key={unit.id} unit={unit} on={on} isOpen={parent === null && units.length === 1} />
        ))}
      </ul>
      {error && <ErrorBox error={error} />}
      {next && (
        <Button kind="quiet" work={goOn} onError={setError}>
          {t.unitTree.more}
        </Button>
      )}
    </>
  );
}

function Twig({ unit, on, isOpen: isOpenAtFirst }: { unit: TreeUnit; on: string; isOpen: boolean }) {
  const { t, f } = useLanguage();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const children = unit.childCount ?? 0;
  return (
    <li>
      <div className="tree-line">
        {children > 0 ? (
          <button
            type="button"
            className="tree-open"
            aria-expanded={isOpen}
            aria-label={t.unitTree.open(unit.name)}
            onClick={() => setOpen(!isOpen)}
          >
            <span aria-hidden="true">{isOpen ? '▾' : '▸'}</span>
          </button>
        ) : (
          <span className="tree-leaf" />
        )}
        <Link to={addressOfUnit(unit)}>{unit.name}</Link>
        <span className="tree-about">{t.unitTree.code(unit.code)}</span>
        {children > 0 && <span className="tree-about">{t.unitTree.below(f.count(children))}</span>}
        {unit.validTo && <span className="tag tag-warn">{t.unitTree.ended(f.date(lastDay(unit.validTo)))}</span>}
      </div>
      {isOpen && children > 0 && <Branch parent={unit.code} on={on} />}
    </li>
  );
}
