import './open-data.css';
import { renew, useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Waiting } from '../../ui/waiting.js';
import { FileCard } from './file-card.js';
import { MakeForm } from './make-form.js';
import { DESK } from './open-data.js';

/** Open data of a contest: made to be looked at, published, withdrawn. */
export function Page() {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const { data: desk, error, refetch } = useApi(DESK, { path: { slug } });
  const current = desk?.files.find(({ publishedAt, withdrawnAt }) => publishedAt !== null && withdrawnAt === null);
  const draft = desk?.files.find(({ publishedAt }) => publishedAt === null);
  const withdrawn = desk?.files.find(({ withdrawnAt }) => withdrawnAt !== null);
  return (
    <>
      <div className="head">
        <h1>{t.openData.title}</h1>
      </div>
      {error && <ErrorBox error={error} again={() => void refetch()} />}
      {!desk && !error && <Waiting lines={6} />}
      {desk && (
        <>
          <p>{t.openData.lead(f.count(desk.personsMin))}</p>
          {!desk.isOver && <p className="box box-warn">{t.openData.notOver}</p>}
          {desk.isOver && desk.attemptsOwed && <p className="box box-warn">{t.openData.attemptsOwed}</p>}
          {desk.isOver && !desk.attemptsOwed && !desk.isSettled && (
            <p className="box box-warn">{desk.settlementOpen ? t.openData.settlementOpen : t.openData.notSettled}</p>
          )}
          {withdrawn && !current && (
            <p className="box">
              {t.openData.withdrawn(f.weekdayTime(withdrawn.withdrawnAt!), withdrawn.withdrawReason!)}
            </p>
          )}
          {current && <FileCard file={current} desk={desk} />}
          {desk.isOver && !desk.attemptsOwed && (
            <MakeForm key={desk.fixedColumns?.join()} fixed={desk.fixedColumns} onMade={() => renew(DESK)} />
          )}
          {draft && <FileCard file={draft} desk={desk} />}
        </>
      )}
    </>
  );
}
