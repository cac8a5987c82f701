import { useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { call, post, Refusal } from '../../../shared/api/client.js';
import { faultsOf, type Faults } from '../../../shared/faults.js';
import { useApi } from '../../api.js';
import { checkItem } from '../../item-rules.js';
import { useLanguage } from '../../language.js';
import { today } from '../../today.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { Field, SelectField, TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { Waiting } from '../../ui/waiting.js';
import { ActDialog, renewItems, type ItemAct } from '../items/act-dialog.js';
import { ITEM, itemAddress, WithBank, type Bank } from '../items/bank.js';
import { FaultList } from '../items/fault-list.js';
import { Compare, ItemTalk, PhonePreview, type Item } from '../items/item-sheet.js';
import { StateTag } from '../items/state-tag.js';
import { Alike } from './alike.js';
import { bodyOf, checkedOf, draftOf, emptyDraft, withKind, type Draft } from './draft.js';
import { MediaFields } from './media-fields.js';
import { OptionFields } from './option-fields.js';

const KINDS = ['single', 'multiple', 'true_false'] as const;
const LEVELS = [1, 2, 3] as const;
const FIELDS = ['topic', 'stem', 'explanation', 'document', 'article', 'date', 'validFrom', 'validTo', 'mark'] as const;

/** Writing a question: beside it what people will see and what the checks say; below it what was before. */
export function Page() {
  const { t } = useLanguage();
  const [parameters] = useSearchParams();
  const code = parameters.get(ITEM);
  return (
    <>
      <div className="head">
        <h1>{code ?? t.items.newTitle}</h1>
      </div>
      <WithBank>
        {(bank) =>
          !bank.canWrite ? (
            <p className="box">{t.frame.notYours}</p>
          ) : code ? (
            <Known key={`${bank.code} ${code}`} bank={bank} code={code} />
          ) : (
            <Editor key={bank.code} bank={bank} item={null} />
          )
        }
      </WithBank>
    </>
  );
}

function Known({ bank, code }: { bank: Bank; code: string }) {
  const answer = useApi('/api/banks/{bankCode}/items/{itemCode}', { path: { bankCode: bank.code, itemCode: code } });
  if (answer.error && !answer.data) return <ErrorBox error={answer.error} again={() => void answer.refetch()} />;
  if (!answer.data || answer.data.code !== code) return <Waiting lines={4} />;
  return <Editor bank={bank} item={answer.data} />;
}

function Editor({ bank, item }: { bank: Bank; item: Item | null }) {
  const { t, f } = useLanguage();
  const say = useToast();
  const go = useNavigate();
  const newest = item?.versions[0] ?? null;
  const [draft, setDraft] = useState<Draft>(() =>
    item && newest ? draftOf(item, newest) : emptyDraft(bank.topics[0]?.code ?? ''),
  );
  const [expected, setExpected] = useState(newest?.version ?? 0);
  const [isTouched, setTouched] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const [faults, setFaults] = useState<Faults>({});
  const [act, setAct] = useState<ItemAct | null>(null);
  const change = (next: Draft) => {
    setDraft(next);
    setTouched(true);
  };
  const field = (name: (typeof FIELDS)[number]) => ({
    value: draft[name],
    error: faults[name],
    onChange: (value: string) => change({ ...draft, [name]: value }),
  });
  const found = checkItem(checkedOf(draft, item?.code ?? ''), today());
  const isChanged = error instanceof Refusal && error.code === 'ITEM_CHANGED';

  const save = async () => {
    setError(null);
    setFaults({});
    const body = bodyOf(draft, expected);
    const path = { bankCode: bank.code };
    try {
      const written = item
        ? await call('put', '/api/banks/{bankCode}/items/{itemCode}', { body, path: { ...path, itemCode: item.code } })
        : await post('/api/banks/{bankCode}/items', body, { path });
      setExpected(written.version);
      setTouched(false);
      await renewItems();
      say(t.items.saved(written.code, f.count(written.version)));
      if (!item) void go(itemAddress('cau-hoi/soan', bank.code, written.code), { replace: true });
    } catch (refused) {
      setFaults(faultsOf(refused, FIELDS));
      setError(refused as Error);
      if (refused instanceof Refusal && refused.code === 'ITEM_CHANGED') await renewItems();
    }
  };
  const isDraft = newest?.review === 'draft' || newest?.review === 'returned';
  const canSend = item && newest && !isTouched && (isDraft || (newest.review === null && item.status === 'draft'));
  const returned =
    newest?.review === 'returned' ? item?.notes.filter(({ act: done }) => done === 'returned').pop() : undefined;

  return (
    <>
      <p className="row">
        {item && newest && <StateTag status={item.status} review={newest.review} />}
        {expected > 0 && <span className="soft">{t.items.versionNo(f.count(expected))}</span>}
        <Link to={itemAddress('cau-hoi', bank.code, null)}>{t.items.toList}</Link>
      </p>
      {returned && (
        <div className="box box-warn">
          <p>{t.items.returnedBy(returned.byName ?? t.items.somebody)}</p>
          <p className="item-words">{returned.words}</p>
        </div>
      )}
      {item && item.uses.length > 0 && <p className="box">{t.items.roundsKeep}</p>}
      <div className="item-columns">
        <form noValidate onSubmit={(event) => event.preventDefault()}>
          <div className="item-pair">
            <SelectField
              label={t.items.topic}
              {...field('topic')}
              options={bank.topics.map(({ code, title }) => ({ value: code, title }))}
            />
            <SelectField
              label={t.items.levelLabel}
              value={String(draft.level)}
              onChange={(value) => change({ ...draft, level: LEVELS.find((one) => String(one) === value) ?? 1 })}
              options={LEVELS.map((one) => ({ value: String(one), title: t.items.levels[one] }))}
            />
            <SelectField
              label={t.items.kindLabel}
              value={draft.kind}
              onChange={(kind) => change(withKind(draft, kind, [t.items.true, t.items.false]))}
              options={KINDS.map((value) => ({ value, title: t.items.kinds[value] }))}
            />
            <TextField
              label={t.items.subBank}
              hint={t.items.subBankHint}
              value={draft.subBank}
              onChange={(subBank) => change({ ...draft, subBank })}
              list="phan-ngan-hang"
            />
            <datalist id="phan-ngan-hang">
              {bank.subBanks.map((name) => (
                <option key={name} value={name} />
              ))}
            </datalist>
          </div>
          <Area label={t.items.stem} rows={4} {...field('stem')} />
          <OptionFields draft={draft} change={change} />
          {draft.kind !== 'true_false' && (
            <label className="row field">
              <input
                type="checkbox"
                checked={draft.fixedOptionOrder}
                onChange={({ target }) => change({ ...draft, fixedOptionOrder: target.checked })}
              />
              {t.items.fixedOrder}
            </label>
          )}
          <Area label={t.items.explanation} hint={t.items.explanationHint} rows={3} {...field('explanation')} />
          <div className="item-pair">
            <TextField label={t.items.document} hint={t.items.documentHint} {...field('document')} />
            <TextField label={t.items.article} hint={t.items.articleHint} {...field('article')} />
            <TextField label={t.items.date} type="date" {...field('date')} />
            <TextField label={t.items.validFrom} type="date" {...field('validFrom')} />
            <TextField label={t.items.validTo} type="date" {...field('validTo')} />
            <TextField label={t.items.mark} hint={t.items.markHint} {...field('mark')} />
          </div>
          <MediaFields bank={bank.code} draft={draft} change={change} />
          {error && <ErrorBox error={error} />}
          {isChanged && item && newest && newest.version !== expected && (
            <div className="box box-warn">
              <p>{t.items.conflict}</p>
              <div className="row">
                <Button
                  kind="second"
                  work={() => {
                    setDraft(draftOf(item, newest));
                    setExpected(newest.version);
                    setTouched(false);
                    setError(null);
                  }}
                >
                  {t.items.takeTheirs}
                </Button>
                <Button
                  kind="second"
                  work={() => {
                    setExpected(newest.version);
                    setError(null);
                  }}
                >
                  {t.items.keepMine}
                </Button>
              </div>
            </div>
          )}
          <div className="row">
            <Button type="submit" work={save}>
              {item ? t.items.saveVersion : t.items.saveNew}
            </Button>
            {canSend && (
              <Button kind="second" work={() => setAct('send')}>
                {t.items.acts.send.act}
              </Button>
            )}
          </div>
        </form>
        <div className="item-beside">
          <h2>{t.items.preview}</h2>
          <PhonePreview version={{ ...draft, mark: draft.mark || null }} />
          <FaultList faults={found} />
          <Alike bank={bank.code} code={item?.code ?? null} draft={draft} />
        </div>
      </div>
      {item && item.versions.length > 1 && <Compare key={item.versions.length} item={item} />}
      {item && <ItemTalk bank={bank.code} item={item} />}
      {act && item && newest && (
        <ActDialog
          bank={bank.code}
          act={act}
          items={[{ code: item.code, version: newest.version }]}
          onDone={() => setAct(null)}
          onClose={() => setAct(null)}
        />
      )}
    </>
  );
}

function Area({
  label,
  hint,
  error,
  rows,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  error?: string | undefined;
  rows: number;
  value: string;
  onChange: (value: string) => void;
}) {
  return (
    <Field label={label} hint={hint} error={error}>
      {(ties) => (
        <textarea
          className="input"
          rows={rows}
          {...ties}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}
