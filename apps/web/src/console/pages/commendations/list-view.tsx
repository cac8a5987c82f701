import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { call } from '../../../shared/api/client.js';
import { useApi } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { Choose } from './choose.js';
import { formOf, LIST, renewLists, type ProposalDetail } from './commendations.js';
import { Decision } from './decision.js';
import { Files } from './files.js';
import { Lines, Removed } from './lines.js';
import { isWhole, WishFields, type Wish } from './wish-fields.js';

/** One list: who is proposed, what is no longer true, the papers, and what was decided. */
export function ListView({ id }: { id: string }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const answer = useApi(LIST, { path: { slug, commendationId: id } });
  const { data: list, error } = answer;
  if (!list) return error ? <ErrorBox error={error} again={() => void answer.refetch()} /> : <Waiting lines={8} />;
  const isOpen = list.decisions.length === 0;
  const mayChange = list.mayRun && isOpen;
  const untrue = list.lines.filter((line) => line.untrue.length > 0).length;
  return (
    <>
      <Head list={list} mayChange={mayChange} />
      {untrue > 0 && <p className="box box-warn">{t.commendations.untrueCount(f.count(untrue))}</p>}
      <Lines list={list} kind="unit" mayChange={mayChange} />
      <Lines list={list} kind="person" mayChange={mayChange} />
      {mayChange && <Choose list={list} />}
      {list.removed.length > 0 && <Removed list={list} mayChange={mayChange} />}
      {list.mayRun && list.lines.length > 0 && <Files key={list.version} list={list} />}
      {list.lines.length > 0 && <Decision key={`decision ${list.version}`} list={list} />}
    </>
  );
}

function Head({ list, mayChange }: { list: ProposalDetail; mayChange: boolean }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [, setParameters] = useSearchParams();
  const [isChanging, setChanging] = useState(false);
  const [isLeaving, setLeaving] = useState(false);
  const { authority, persons, units, sources } = list;
  const path = { slug, commendationId: list.id };
  return (
    <section className="card" aria-labelledby="danh-sach">
      <div className="head">
        <h2 id="danh-sach">{t.commendations.wish(formOf(t, list), authority)}</h2>
        {mayChange && (
          <div className="row">
            <Button kind="second" work={() => setChanging(true)}>
              {t.commendations.change}
            </Button>
            <Button kind="quiet" work={() => setLeaving(true)}>
              {t.commendations.withdraw}
            </Button>
          </div>
        )}
      </div>
      <p>{t.commendations.counts(f.count(units), f.count(persons))}</p>
      {sources.map(({ field, title, from, current, decisionNumber }) => (
        <p key={field} className="hint">
          {t.commendations.source(title, from.map((one) => f.count(one)).join(', '), f.count(current))}{' '}
          {decisionNumber === null ? t.commendations.sourceUnnumbered : t.commendations.sourceNumber(decisionNumber)}
        </p>
      ))}
      {isChanging && <ChangeDialog list={list} onClose={() => setChanging(false)} />}
      {isLeaving && (
        <Confirm
          title={t.commendations.withdrawTitle}
          act={t.commendations.withdraw}
          work={() => call('delete', LIST, { path })}
          onDone={() => {
            void renewLists();
            say(t.commendations.withdrawn);
            setParameters({ 'cuoc-thi': slug });
          }}
          onClose={() => setLeaving(false)}
        >
          <p>{t.commendations.withdrawText(f.count(units + persons))}</p>
        </Confirm>
      )}
    </section>
  );
}

function ChangeDialog({ list, onClose }: { list: ProposalDetail; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const { form, formWords, authority } = list;
  const [wish, setWish] = useState<Wish>({ form, formWords, authority });
  const [isMissing, setMissing] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const save = async () => {
    setError(null);
    setMissing(!isWhole(wish));
    if (!isWhole(wish)) return;
    const path = { slug, commendationId: list.id };
    await call('put', LIST, { path, body: { version: list.version, ...wish } });
    await renewLists();
    say(t.commendations.saved);
    onClose();
  };
  return (
    <Dialog title={t.commendations.change} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <WishFields wish={wish} onChange={setWish} isMissing={isMissing} />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={save} onError={setError}>
            {t.commendations.save}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
