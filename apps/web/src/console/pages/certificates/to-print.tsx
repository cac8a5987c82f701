import { useState } from 'react';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { DocumentJob, DocumentJobs, type DocumentWish } from '../../ui/document-job.js';
import { SelectField } from '../../ui/field.js';
import { UNITS, type DesignState } from './certificate-routes.js';

type Params = Extract<DocumentWish, { kind: 'certificates' }>['params'];
const FORMATS = ['pdf', 'zip'] as const;

/** Gives everybody theirs and makes the files to print: of results, of prizes; of one unit, those that were given. */
export function ToPrint({ state }: { state: DesignState }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const [unitName, setUnitName] = useState('');
  const [format, setFormat] = useState<Params['format']>('pdf');
  const units = useApi(UNITS, { path: { slug } }).data?.units ?? [];
  const { isOver, version, design } = state;
  const wishOf = (kind: 'result' | 'prize'): DocumentWish => ({
    kind: 'certificates',
    params: { unitName: unitName === '' ? null : unitName, kind, format, gives: unitName === '' },
  });
  const titleOf = (params: Record<string, unknown>) => {
    const { unitName: of, kind, format: as } = params as unknown as Params;
    return [t.certificates.kinds[kind ?? 'result'], of, t.certificates.formats[as]].filter(Boolean).join(' · ');
  };
  return (
    <>
      <section className="card">
        <h2>{t.certificates.toPrint}</h2>
        <p>{t.certificates.toPrintText}</p>
        <div className="row">
          <SelectField
            label={t.certificates.ofUnit}
            value={unitName}
            options={[
              { value: '', title: t.certificates.allUnits },
              ...units.map(({ unitName: value, certificates }) => ({
                value,
                title: t.certificates.unitWith(value, f.count(certificates)),
              })),
            ]}
            onChange={setUnitName}
          />
          <SelectField
            label={t.certificates.format}
            value={format}
            options={FORMATS.map((value) => ({ value, title: t.certificates.formats[value] }))}
            onChange={setFormat}
          />
        </div>
        {version === 0 ? (
          <p className="box">{t.certificates.designFirst}</p>
        ) : (
          <>
            {isOver && design.rule !== 'nobody' ? (
              <DocumentJob wish={wishOf('result')} label={t.certificates.printResults} />
            ) : (
              <p className="soft">{isOver ? t.certificates.noneForResults : t.certificates.printLater}</p>
            )}
            <DocumentJob wish={wishOf('prize')} label={t.certificates.printPrizes} />
          </>
        )}
      </section>
      <DocumentJobs kind="certificates" titleOf={({ params }) => titleOf(params)} />
    </>
  );
}
