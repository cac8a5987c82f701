import { useState } from 'react';
import { post } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { useToast } from '../../ui/toast.js';
import { lettersOf, type Correction } from './correction.js';

const TAGS: Record<Correction['state'], string> = {
  asked: 'tag',
  previewed: 'tag tag-warn',
  approved: 'tag',
  applying: 'tag',
  applied: 'tag tag-good',
  failed: 'tag tag-wrong',
};

/** One correction: what was asked, what it would change or has changed, and the decision. */
export function CorrectionCard({ correction, mayApprove }: { correction: Correction; mayApprove: boolean }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [isAsking, setAsking] = useState(false);
  const { item, rule, right, state, preview, done } = correction;
  const apply = () => {
    const { id, reason, publicNote } = correction;
    const keyMask = right && right.reduce((mask, option) => mask | (1 << (option - 1)), 0);
    const path = { slug, itemVersionId: String(item.itemVersionId) };
    const body = { id, rule, keyMask, reason, publicNote, preview: false };
    return post('/api/contests/{slug}/items/{itemVersionId}/key-corrections', body, { path });
  };
  const counts = [f.count(done.attempts), f.count(done.raised), f.count(done.lowered)] as const;
  return (
    <section className="card" aria-label={t.keys.formTitle(item.code)}>
      <div className="head">
        <h3>{item.code}</h3>
        <span className={TAGS[state]} role="status">
          {t.keys.states[state]}
        </span>
      </div>
      <p className="wrong-key-stem">{item.stem}</p>
      <p>
        <strong>{t.keys.rules[rule]}.</strong> {right && `${t.keys.newKey(lettersOf(right))}. `}
        {preview && <Before before={preview.before} />}
      </p>
      <p className="soft">
        {t.keys.askedBy(correction.askedBy ?? t.keys.somebody, f.weekdayTime(correction.askedAt, 0))}{' '}
        {correction.approvedAt &&
          t.keys.approvedBy(correction.approvedBy ?? t.keys.somebody, f.weekdayTime(correction.approvedAt, 0))}{' '}
        {correction.appliedAt && t.keys.appliedAt(f.weekdayTime(correction.appliedAt, 0))}
        <br />
        {t.keys.why(correction.reason)}
        <br />
        {t.keys.forPeople(correction.publicNote)}
      </p>
      {state === 'asked' && <p className="box">{t.keys.counting}</p>}
      {(state === 'applying' || state === 'applied') && <p className="box box-good">{t.keys.done(...counts)}</p>}
      {correction.failure && <p className="box box-wrong">{t.keys.failed(correction.failure)}</p>}
      {preview && state === 'previewed' && <Preview preview={preview} />}
      {state === 'previewed' &&
        (mayApprove ? (
          <Button kind="danger" work={() => setAsking(true)}>
            {t.keys.apply}
          </Button>
        ) : (
          <p className="soft">{t.keys.onlyPropose}</p>
        ))}
      {isAsking && preview && (
        <Confirm
          title={t.keys.applyTitle(item.code)}
          act={t.keys.apply}
          work={async () => {
            await apply();
            await renew('/api/contests/{slug}/key-corrections');
          }}
          onDone={() => {
            setAsking(false);
            say(t.keys.begun);
          }}
          onClose={() => setAsking(false)}
        >
          <p>{t.keys.applyText(f.count(preview.attempts), f.count(preview.raised), f.count(preview.lowered))}</p>
        </Confirm>
      )}
    </section>
  );
}

function Before({ before }: { before: NonNullable<Correction['preview']>['before'] }) {
  const { t } = useLanguage();
  const rule = before.rule === 'normal' ? [] : [t.keys.oldRules[before.rule]];
  const words = [t.keys.oldKey(lettersOf(before.options)), ...rule].join(', ');
  return <span className="soft">({words})</span>;
}

function Preview({ preview }: { preview: NonNullable<Correction['preview']> }) {
  const { t, f } = useLanguage();
  const boards = preview.boards.filter(({ moved }) => moved > 0);
  return (
    <div className="box">
      <h4>{t.keys.previewTitle}</h4>
      <p>
        {t.keys.attempts(f.count(preview.attempts), f.count(preview.persons))}{' '}
        <span className="tag tag-good">{t.keys.raised(f.count(preview.raised))}</span>{' '}
        <span className="tag tag-warn">{t.keys.lowered(f.count(preview.lowered))}</span>
      </p>
      {preview.ungraded > 0 && <p>{t.keys.ungraded(f.count(preview.ungraded))}</p>}
      {preview.otherContests > 0 && <p>{t.keys.others(f.count(preview.otherContests))}</p>}
      <h4>{t.keys.boards}</h4>
      {boards.length === 0 && <p>{t.keys.noBoards}</p>}
      {boards.length > 0 && (
        <div className="data-frame">
          <table className="data data-plain">
            <caption className="unseen">{t.keys.boards}</caption>
            <thead>
              <tr>
                <th scope="col">{t.keys.board}</th>
                <th scope="col" className="number">
                  {t.keys.places}
                </th>
                <th scope="col" className="number">
                  {t.keys.moved}
                </th>
                <th scope="col" className="number">
                  {t.keys.outCount}
                </th>
                <th scope="col" className="number">
                  {t.keys.inCount}
                </th>
              </tr>
            </thead>
            <tbody>
              {boards.map((board) => (
                <tr key={`${board.scope.kind}-${board.scope.id}-${board.audienceId}`}>
                  <th scope="row">
                    {board.title}
                    <span className="hint">{board.audience}</span>
                  </th>
                  <td className="number">{f.count(board.places)}</td>
                  <td className="number">{f.count(board.moved)}</td>
                  <td className="number">{f.count(board.outCount)}</td>
                  <td className="number">{f.count(board.inCount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {boards
        .filter(({ out }) => out.length > 0)
        .map((board) => (
          <details key={`${board.scope.kind}-${board.scope.id}-${board.audienceId}`}>
            <summary>
              {t.keys.out}: {board.title}
            </summary>
            <ul>
              {board.out.map(({ name, unit, from, to }) => (
                <li key={`${name}-${from}`}>
                  {t.keys.outOne(name, unit, f.count(from), to === null ? null : f.count(to))}
                </li>
              ))}
            </ul>
          </details>
        ))}
      {boards.some(({ isRough }) => isRough) && <p className="soft">{t.keys.rough}</p>}
      <p className="soft">{t.keys.previewAt(f.weekdayTime(preview.at, 0))}</p>
    </div>
  );
}
