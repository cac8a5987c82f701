import { useState } from 'react';
import { addressOf } from '../../../shared/api/client.js';
import type { UnitOption } from '../../../shared/api/views.js';
import { useContest } from '../../contest.js';
import { downloadFile } from '../../files.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { DocumentJob } from '../../ui/document-job.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { UnitField } from '../../ui/unit-field.js';

const SHEETS = ['a4', 'a3', 'a5', 'a5x2'] as const;
type Sheet = (typeof SHEETS)[number];
/** Width beside height of one drawing: two leaflets on one sheet are shown as the one that they are. */
const SHOWN = { a4: { width: 360, height: 509 }, a3: { width: 360, height: 509 }, a5: { width: 360, height: 511 } };

/** Posters and leaflets: looked at first, then taken away; of the contest, or of one unit. */
export function ToPrint({ title }: { title: string }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [sheet, setSheet] = useState<Sheet>('a4');
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [error, setError] = useState<Error>();
  const at = unit ? '/api/contests/{slug}/units/{code}/poster' : '/api/contests/{slug}/poster';
  const path: Record<string, string> = unit ? { slug, code: unit.code } : { slug };
  const shown = sheet === 'a5x2' ? 'a5' : sheet;
  return (
    <section className="card posters-print">
      <div>
        <h2>{t.posters.toPrint}</h2>
        <p>{t.posters.toPrintText}</p>
        <SelectField
          label={t.posters.sheet}
          value={sheet}
          options={SHEETS.map((value) => ({ value, title: t.posters.sheets[value] }))}
          onChange={setSheet}
        />
        <UnitField slug={slug} value={unit} onChange={setUnit} label={t.posters.unit} hint={t.posters.unitHint} />
        {error && <ErrorBox error={error} />}
        <Button
          onError={setError}
          work={async () => {
            setError(undefined);
            await downloadFile(at, { path, query: { sheet } });
            say(t.posters.downloaded);
          }}
        >
          {t.posters.download}
        </Button>
        <h3>{t.posters.allUnits}</h3>
        <p className="hint">{t.posters.allUnitsText}</p>
        <div className="row">
          <DocumentJob wish={{ kind: 'posters', params: { sheet, format: 'pdf' } }} label={t.posters.allInOne} />
          <DocumentJob wish={{ kind: 'posters', params: { sheet, format: 'zip' } }} label={t.posters.allApart} />
        </div>
      </div>
      <img
        className="posters-shown"
        src={addressOf(at, { path, query: { sheet: shown, as: 'png' } })}
        alt={t.posters.poster(t.posters.sheets[sheet], unit?.name ?? title)}
        {...SHOWN[shown]}
      />
    </section>
  );
}
