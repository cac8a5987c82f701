import { useLanguage } from '../language.js';
import './row-faults.css';

/** What is wrong with which row of a list, or worth a look, as the server says it. */
export function RowFaults({
  name,
  faults,
}: {
  name: string;
  faults: readonly { row: number; column?: string; message: string }[];
}) {
  const { t, f } = useLanguage();
  const hasColumns = faults.some(({ column }) => column);
  return (
    <div className="fault-list" tabIndex={0} role="region" aria-label={name}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.unitImport.row}</th>
            {hasColumns && <th scope="col">{t.unitImport.column}</th>}
            <th scope="col">{t.unitImport.reason}</th>
          </tr>
        </thead>
        <tbody>
          {faults.map(({ row, column, message }, i) => (
            <tr key={i}>
              <td>{f.count(row)}</td>
              {hasColumns && <td lang="en">{column}</td>}
              <td lang="vi">{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
