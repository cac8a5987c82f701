import { useState } from 'react';
import { call } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { renewAll, type FieldState } from './settlement.js';

/** The commitment, a public number that is mixed in if organizers wish it, and the lot once it is opened. */
export function LotCard({ field, mayRun }: { field: FieldState; mayRun: boolean }) {
  const { t, f } = useLanguage();
  const [doing, setDoing] = useState<'source' | 'words' | null>(null);
  const { lot, closesAt } = field;
  if (!lot) return null;
  const isOver = field.obstacles.every(({ code }) => code !== 'SETTLEMENT_ROUND_OPEN');
  const isSealed = lot.seed === null;
  const at = (instant: string) => f.weekdayTime(instant, closesAt);
  return (
    <section className="card" aria-labelledby="la-tham">
      <h2 id="la-tham">{t.settlements.lot}</h2>
      <dl className="results-codes">
        <dt>
          {t.settlements.commitment(at(lot.committedAt))}{' '}
          {lot.isLate && <span className="tag tag-warn">{t.settlements.late}</span>}
        </dt>
        <dd>{lot.commitment}</dd>
        {lot.source && lot.sourceAt && (
          <>
            <dt>{t.settlements.source(at(lot.sourceAt))}</dt>
            <dd>{lot.source}</dd>
          </>
        )}
        {lot.words && lot.wordsAt && (
          <>
            <dt>{t.settlements.wordsWritten(at(lot.wordsAt))}</dt>
            <dd>{lot.words}</dd>
          </>
        )}
        {lot.seed && lot.revealedAt ? (
          <>
            <dt>{t.settlements.seed(at(lot.revealedAt))}</dt>
            <dd>{lot.seed}</dd>
          </>
        ) : (
          <dt className="soft">{t.settlements.sealed}</dt>
        )}
      </dl>
      {mayRun && isSealed && !isOver && !lot.source && (
        <Button kind="second" work={() => setDoing('source')}>
          {t.settlements.sourceTitle}
        </Button>
      )}
      {mayRun && isSealed && isOver && lot.source && (
        <Button kind={lot.words ? 'second' : 'main'} work={() => setDoing('words')}>
          {t.settlements.wordsTitle}
        </Button>
      )}
      {doing && <LineDialog field={field} of={doing} onClose={() => setDoing(null)} />}
    </section>
  );
}

/** One line for everybody to read: where the number comes from, or the number. */
function LineDialog({ field, of, onClose }: { field: FieldState; of: 'source' | 'words'; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [line, setLine] = useState(of === 'words' ? (field.lot?.words ?? '') : '');
  const isSource = of === 'source';
  const title = isSource ? t.settlements.sourceTitle : t.settlements.wordsTitle;
  const work = () => {
    const path = { slug };
    return isSource
      ? call('put', '/api/contests/{slug}/lots/source', { path, body: { field: field.name, source: line.trim() } })
      : call('put', '/api/contests/{slug}/lots/words', { path, body: { field: field.name, words: line.trim() } });
  };
  return (
    <Confirm
      title={title}
      act={title}
      work={async () => {
        await work();
        await renewAll();
      }}
      onDone={() => {
        say(isSource ? t.settlements.sourceSaved : t.settlements.wordsSaved);
        onClose();
      }}
      onClose={onClose}
    >
      <p>{isSource ? t.settlements.sourceText : t.settlements.wordsText}</p>
      {!isSource && <p className="box">{field.lot?.source}</p>}
      <TextField
        label={isSource ? t.settlements.sourceLabel : t.settlements.wordsLabel}
        {...(isSource && { hint: t.settlements.sourceHint })}
        value={line}
        onChange={setLine}
      />
    </Confirm>
  );
}
