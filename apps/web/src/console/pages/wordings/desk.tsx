import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { call, Refusal, type Answer } from '../../../shared/api/client.js';
import { renew, useApi } from '../../api.js';
import { letterOf } from '../../item-rules.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { FileBox, upload } from '../item-editor/media-fields.js';
import { itemAddress, type Bank } from '../items/bank.js';
import { DiffWords } from '../items/item-sheet.js';
import { DecisionDialog } from './decision-dialog.js';
import { wordingAddress, WordingTag } from './wording-list.js';

const SHEET = '/api/banks/{bankCode}/items/{itemCode}/wordings/{language}';
type Sheet = Answer<typeof SHEET, 'get'>;

/** A question in Vietnamese and, beside it, in another language: written, heard, signed. */
export function Desk({ bank, code, language }: { bank: Bank; code: string; language: string }) {
  const { t } = useLanguage();
  const answer = useApi(SHEET, { path: { bankCode: bank.code, itemCode: code, language } });
  const list = useApi('/api/banks/{bankCode}/wordings', {
    path: { bankCode: bank.code },
    query: { language, limit: 1 },
  });
  const title = list.data?.languages.find((one) => one.language === language)?.title ?? language;
  if (answer.error && !answer.data) return <ErrorBox error={answer.error} again={() => void answer.refetch()} />;
  const sheet = answer.data;
  if (!sheet || sheet.code !== code) return <Waiting lines={4} />;
  return (
    <>
      <p className="row">
        <WordingTag state={sheet.state} />
        <b>{title}</b>
        <Link to={wordingAddress(bank.code, language, null)}>{t.wordings.toList}</Link>
        <Link to={itemAddress(bank.canWrite ? 'cau-hoi/soan' : 'cau-hoi/duyet', bank.code, code)}>
          {t.wordings.toItem}
        </Link>
      </p>
      <Beside
        key={`${sheet.version} ${sheet.wording?.revision}`}
        {...{ bank, language, title, sheet, refresh: () => void answer.refetch() }}
      />
    </>
  );
}

function Beside({
  bank,
  language,
  title,
  sheet,
  refresh,
}: {
  bank: Bank;
  language: string;
  title: string;
  sheet: Sheet;
  refresh: () => void;
}) {
  const { t, f } = useLanguage();
  const say = useToast();
  const { wording, state, version } = sheet;
  const revision = wording && state !== 'stale' ? wording.revision : 0;
  const [stem, setStem] = useState(wording?.stem ?? '');
  const [options, setOptions] = useState(sheet.options.map((_, i) => wording?.options[i] ?? ''));
  const [audio, setAudio] = useState(wording?.audio ?? null);
  const [isTouched, setTouched] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [decision, setDecision] = useState<'signed' | 'returned' | null>(null);
  const path = { bankCode: bank.code, itemCode: sheet.code, language };
  const touch = <T,>(set: (value: T) => void) => {
    return (value: T) => {
      set(value);
      setTouched(true);
    };
  };
  const save = async () => {
    setError(null);
    await call('put', SHEET, { body: { version, revision, stem, options, audio }, path });
    say(t.wordings.saved);
    await renew(SHEET, '/api/banks/{bankCode}/wordings');
  };
  const isDecidable = bank.canReview && !isTouched && wording && !wording.isOwn;
  const canSave = bank.canWrite && (isTouched || state === 'stale');
  const isMissing = stem.trim() === '' || options.some((option) => option.trim() === '');
  return (
    <>
      {wording?.returnedAt && (
        <div className="box box-warn">
          <p>{t.items.returnedBy(wording.returnedByName ?? t.items.somebody)}</p>
          <p className="item-words">{wording.returnWords}</p>
        </div>
      )}
      {state === 'stale' && wording && (
        <div className="box box-warn">
          <p>{t.wordings.stale(f.count(wording.version), f.count(version))}</p>
          <Changed before={wording.ofStem} after={sheet.stem} />
          {sheet.options.map((option, i) => (
            <Changed key={i} before={wording.ofOptions[i] ?? ''} after={option} />
          ))}
        </div>
      )}
      {wording && state !== 'stale' && (
        <p className="soft">
          {t.wordings.writtenBy(wording.writtenByName, f.weekdayTime(wording.writtenAt, 0))}
          {wording.signedAt &&
            ` ${t.wordings.signedBy(wording.signedByName ?? t.items.somebody, f.weekdayTime(wording.signedAt, 0))}`}
        </p>
      )}
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <Pair vietnamese={t.wordings.vietnamese(t.items.stem)} text={sheet.stem}>
          <Box
            {...{ label: t.wordings.in(title, t.items.stem), language, rows: 4, value: stem }}
            isReadOnly={!bank.canWrite}
            onChange={touch(setStem)}
          />
        </Pair>
        {sheet.options.map((option, i) => (
          <Pair key={i} vietnamese={t.wordings.vietnamese(t.items.option(letterOf(i)))} text={option}>
            <Box
              {...{ label: t.wordings.in(title, t.items.option(letterOf(i))), language, rows: 2 }}
              value={options[i] ?? ''}
              isReadOnly={!bank.canWrite}
              onChange={touch((text: string) => setOptions(options.map((one, place) => (place === i ? text : one))))}
            />
          </Pair>
        ))}
        <fieldset className="field">
          <legend className="label">{t.wordings.audio(title)}</legend>
          <p className="hint">{t.wordings.audioHint}</p>
          {audio ? (
            <div className="row">
              <audio controls preload="none" src={`/api/media/${audio}`} aria-label={t.wordings.audio(title)} />
              {bank.canWrite && (
                <Button kind="quiet" work={() => touch(setAudio)(null)}>
                  {t.items.removeAudio}
                </Button>
              )}
            </div>
          ) : bank.canWrite ? (
            <FileBox
              label={t.wordings.addAudio}
              accept="audio/mpeg,audio/ogg,audio/mp4,audio/x-m4a"
              onFile={async (file) => {
                setError(null);
                try {
                  if (file) touch(setAudio)(await upload(bank.code, file));
                } catch (refused) {
                  setError(refused as Error);
                }
              }}
            />
          ) : (
            <p className="soft">{t.wordings.noAudio}</p>
          )}
        </fieldset>
        {error && <ErrorBox error={error} />}
        {error instanceof Refusal && error.code === 'ITEM_CHANGED' && (
          <Button kind="second" work={refresh}>
            {t.wordings.takeTheirs}
          </Button>
        )}
        {state === 'written' && wording?.isOwn && <p className="box">{t.wordings.ownWaits}</p>}
        <div className="row">
          {canSave && !isMissing && (
            <Button type="submit" work={save} onError={setError}>
              {state === 'stale' && !isTouched ? t.wordings.keep : t.wordings.save}
            </Button>
          )}
          {canSave && isMissing && <p className="soft">{t.wordings.unfinished}</p>}
          {isDecidable && state === 'written' && <Button work={() => setDecision('signed')}>{t.wordings.sign}</Button>}
          {isDecidable && (state === 'written' || state === 'signed') && (
            <Button kind="second" work={() => setDecision('returned')}>
              {t.items.acts.return.act}
            </Button>
          )}
        </div>
      </form>
      {decision && (
        <DecisionDialog
          {...{ path, title, decision, seen: { version, revision } }}
          onDone={() => setDecision(null)}
          onClose={() => setDecision(null)}
        />
      )}
    </>
  );
}

/** The Vietnamese, and what says the same. */
function Pair({ vietnamese, text, children }: { vietnamese: string; text: string; children: ReactNode }) {
  return (
    <div className="wording-pair">
      <div>
        <p className="label">{vietnamese}</p>
        <p className="wording-text">{text}</p>
      </div>
      {children}
    </div>
  );
}

function Box({
  label,
  language,
  rows,
  value,
  isReadOnly,
  onChange,
}: {
  label: string;
  language: string;
  rows: number;
  value: string;
  isReadOnly: boolean;
  onChange: (text: string) => void;
}) {
  return (
    <Field label={label}>
      {(ties) => (
        <textarea
          className="input"
          lang={language}
          rows={rows}
          readOnly={isReadOnly}
          {...ties}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

/** What became of a Vietnamese text since it was put into the language; nothing where it stayed. */
function Changed({ before, after }: { before: string; after: string }) {
  if (before === after) return null;
  return (
    <p className="wording-changed">
      <DiffWords before={before} after={after} />
    </p>
  );
}
