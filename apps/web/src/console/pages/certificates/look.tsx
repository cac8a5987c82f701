import { useState } from 'react';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { SelectField } from '../../ui/field.js';

/** The design as it is kept, with usual names or with the longest of the contest. */
export function Look({ version }: { version: number }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const [names, setNames] = useState<'usual' | 'longest'>('usual');
  const [kind, setKind] = useState<'result' | 'prize'>('result');
  const at = `/api/contests/${encodeURIComponent(slug)}/certificates/preview?kind=${kind}&names=${names}&version=${version}`;
  return (
    <section className="card">
      <h2>{t.certificates.look}</h2>
      <div className="row">
        <SelectField
          label={t.certificates.kind}
          value={kind}
          options={(['result', 'prize'] as const).map((value) => ({ value, title: t.certificates.kinds[value] }))}
          onChange={setKind}
        />
        <SelectField
          label={t.certificates.names}
          value={names}
          options={(['usual', 'longest'] as const).map((value) => ({
            value,
            title: t.certificates.nameChoices[value],
          }))}
          onChange={setNames}
        />
      </div>
      <img className="certificate-look" src={at} alt={t.certificates.lookAlt} width={1684} height={1191} />
      <p>
        <a href={`${at}&as=pdf`} download>
          {t.certificates.lookPdf}
        </a>
      </p>
    </section>
  );
}
