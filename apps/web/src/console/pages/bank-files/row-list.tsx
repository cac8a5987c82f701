import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import type { Row } from './import-rows.js';

/** The rows of a file with their questions as they would be, and what is wrong with each. */
export function RowList({ rows, mend }: { rows: readonly Row[]; mend: (row: Row) => void }) {
  const { t, f } = useLanguage();
  const nameOf = ({ question: { label, row } }: Row): string => label ?? t.bankFiles.rowName(f.count(row));
  return (
    <ol className="import-rows">
      {rows.map((row) => {
        const { question, faults, alike, isGood, isKnown, topic } = row;
        return (
          <li key={question.row} className="card import-row">
            <div className="head">
              <h3>
                {nameOf(row)}{' '}
                <span className={`tag ${isGood ? 'tag-good' : 'tag-wrong'}`}>
                  {isGood ? t.bankFiles.good : t.bankFiles.faulty}
                </span>{' '}
                {isKnown && <span className="tag tag-warn">{t.bankFiles.known}</span>}
              </h3>
              <Button kind="second" label={`${t.bankFiles.mend}: ${nameOf(row)}`} work={() => mend(row)}>
                {t.bankFiles.mend}
              </Button>
            </div>
            <p className="import-stem" lang="vi">
              {question.stem}
            </p>
            <ul className="import-options" lang="vi">
              {question.options.map(({ text, right }, place) => (
                <li key={place} className={right ? 'import-right' : undefined}>
                  {String.fromCharCode(65 + place)}. {text} {right && <strong>({t.bankFiles.right})</strong>}
                </li>
              ))}
            </ul>
            <p className="soft">
              {[
                topic?.title,
                question.level === null ? null : t.bankFiles.levels[`${question.level}`],
                question.document,
                question.code,
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
            {faults.length > 0 && (
              <ul className="row-faults" lang="vi">
                {faults.map(({ column, severity, message }, i) => (
                  <li key={i} className={severity === 'error' ? 'row-error' : undefined}>
                    <strong>{severity === 'error' ? t.bankFiles.error : t.bankFiles.warning}</strong>{' '}
                    {column && `${column}: `}
                    {message}
                  </li>
                ))}
              </ul>
            )}
            {alike.map(({ code, row: other, stem, percent }) => (
              <p key={`${code} ${other}`} className="box box-warn">
                {t.bankFiles.alike(f.count(percent), code ?? t.bankFiles.rowName(f.count(other ?? 0)))}{' '}
                <q lang="vi">{stem}</q>
              </p>
            ))}
          </li>
        );
      })}
    </ol>
  );
}
