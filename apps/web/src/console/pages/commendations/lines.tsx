import { useState } from 'react';
import { call, post } from '../../../shared/api/client.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { RowMenu } from '../../ui/row-menu.js';
import { useToast } from '../../ui/toast.js';
import { LINE, LIST, renewLists, type Line, type ProposalDetail } from './commendations.js';
import { TextArea } from '../results/text-area.js';

/** The people, or the units, of a list in their order, each with why, and with what is no longer true of it. */
export function Lines({ list, kind, mayChange }: { list: ProposalDetail; kind: Line['kind']; mayChange: boolean }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [edited, setEdited] = useState<Line | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const own = list.lines.filter((line) => line.kind === kind);
  const others = list.lines.filter((line) => line.kind !== kind);
  const path = { slug, commendationId: list.id };
  const trying = async (work: () => Promise<unknown>, done?: string) => {
    setError(null);
    try {
      await work();
      if (done !== undefined) say(done);
    } catch (fault) {
      setError(fault as Error);
    }
    await renewLists();
  };
  const move = (at: number, by: number) => {
    const next = [...own];
    next.splice(at + by, 0, ...next.splice(at, 1));
    const lines = [...next, ...others].map(({ id }) => id);
    return trying(() => call('put', `${LIST}/order`, { path, body: { version: list.version, lines } }));
  };
  const remove = (line: Line) =>
    trying(() => call('delete', LINE, { path: { ...path, lineId: line.id } }), t.commendations.removedOf(line.name));
  const actsOf = (line: Line, at: number) => [
    { title: t.commendations.edit, act: () => setEdited(line) },
    ...(at > 0 ? [{ title: t.commendations.up, act: () => void move(at, -1) }] : []),
    ...(at < own.length - 1 ? [{ title: t.commendations.down, act: () => void move(at, 1) }] : []),
    { title: t.commendations.remove, isDanger: true, act: () => void remove(line) },
  ];
  const heading = t.commendations.headings[kind];
  return (
    <section className="card" aria-label={heading}>
      <h2>
        {heading} ({f.count(own.length)})
      </h2>
      {error && <ErrorBox error={error} />}
      {own.length === 0 && <p>{t.commendations.noLines[kind]}</p>}
      <ol className="commendations-lines">
        {own.map((line, at) => (
          <li key={line.id}>
            <div>
              <LineWords line={line} />
            </div>
            {mayChange && <RowMenu name={line.name} acts={actsOf(line, at)} />}
          </li>
        ))}
      </ol>
      {edited && <EditDialog list={list} line={edited} onClose={() => setEdited(null)} />}
    </section>
  );
}

function LineWords({ line }: { line: Line }) {
  const { t } = useLanguage();
  const { name, post: office, unitName, reason, isOwnReason, untrue } = line;
  const where = [office, unitName].filter(Boolean).join(' · ');
  return (
    <>
      <strong>{name}</strong> {untrue.length > 0 && <span className="tag tag-warn">{t.commendations.untrueTag}</span>}{' '}
      {isOwnReason && <span className="tag tag-quiet">{t.commendations.ownWords}</span>}
      {where !== '' && <span className="hint">{where}</span>}
      <p lang="vi" className="commendations-reason">
        {reason}
      </p>
      {untrue.map((sentence) => (
        <p key={sentence} lang="vi" className="wrong">
          {sentence}
        </p>
      ))}
    </>
  );
}

function EditDialog({ list, line, onClose }: { list: ProposalDetail; line: Line; onClose: () => void }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [office, setOffice] = useState(line.post ?? '');
  const [reason, setReason] = useState(line.reason);
  const [error, setError] = useState<Error | null>(null);
  const send = async (words: string | null) => {
    setError(null);
    const body = { version: list.version, post: office.trim() === '' ? null : office, reason: words };
    await call('put', LINE, { path: { slug, commendationId: list.id, lineId: line.id }, body });
    await renewLists();
    say(t.commendations.saved);
    onClose();
  };
  // Left as they follow from the figures, the words stay those of the figures.
  const isUntouched = !line.isOwnReason && reason.trim() === line.reason;
  return (
    <Dialog title={t.commendations.editOf(line.name)} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        {line.kind === 'person' && (
          <TextField
            label={t.commendations.post}
            hint={t.commendations.postHint}
            maxLength={200}
            value={office}
            onChange={setOffice}
          />
        )}
        <TextArea
          label={t.commendations.reason}
          hint={t.commendations.reasonHint}
          value={reason}
          onChange={setReason}
        />
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button
            type="submit"
            work={() => send(isUntouched || reason.trim() === '' ? null : reason)}
            onError={setError}
          >
            {t.commendations.save}
          </Button>
          {line.isOwnReason && (
            <Button kind="second" work={() => send(null)} onError={setError}>
              {t.commendations.byFigures}
            </Button>
          )}
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Lines that were taken off, with the way back. */
export function Removed({ list, mayChange }: { list: ProposalDetail; mayChange: boolean }) {
  const { t, f } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [error, setError] = useState<Error | null>(null);
  const restore = async (line: Line) => {
    setError(null);
    const path = { slug, commendationId: list.id, lineId: line.id };
    await post(`${LINE}/restoration`, undefined, { path });
    await renewLists();
    say(t.commendations.restoredOf(line.name));
  };
  return (
    <section className="card" aria-labelledby="da-bo">
      <h2 id="da-bo">{t.commendations.removed}</h2>
      {error && <ErrorBox error={error} />}
      <ul className="commendations-lines">
        {list.removed.map((line) => (
          <li key={line.id}>
            <div>
              <strong>{line.name}</strong>
              <span className="hint">
                {t.commendations.removedBy(
                  line.removedBy ?? t.commendations.somebody,
                  f.weekdayTime(line.removedAt!, 0),
                )}
              </span>
            </div>
            {mayChange && (
              <Button
                kind="second"
                label={t.commendations.restoreOf(line.name)}
                work={() => restore(line)}
                onError={setError}
              >
                {t.commendations.restore}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
