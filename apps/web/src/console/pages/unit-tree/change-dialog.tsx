import { useState } from 'react';
import { useNavigate } from 'react-router';
import { post, type Answer } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { today } from '../../today.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { TreeUnitField, type TreeUnit } from '../../ui/tree-unit-field.js';
import { renewTree } from './undo.js';

export type UnitStory = Answer<'/api/unit-tree/unit', 'get'>;
export type ChangeKind = Answer<'/api/unit-tree/changes', 'get'>['changes'][number]['kind'];
type Preview = Answer<'/api/unit-tree/change-previews', 'post'>;

const KINDS = ['territorial', 'agency', 'school', 'enterprise', 'association', 'armed_force', 'virtual'] as const;
type UnitKind = (typeof KINDS)[number];

/** What is typed about a unit that a change makes. */
interface Draft {
  code: string;
  name: string;
  fullName: string;
  level: string;
  kind: UnitKind;
}

/** Fills in what the new unit most often has in common with the old one. */
const draftLike = (unit: Pick<TreeUnit, 'level' | 'kind'> | null): Draft => ({
  ...{ code: '', name: '', fullName: '', level: unit?.level ?? 'commune' },
  kind: (unit?.kind as UnitKind | undefined) ?? 'territorial',
});

/**
 * Records what a resolution changes from a day on: first a preview of what happens to which units, then the change.
 *
 * @param unit the unit that it is about; null adds one at the root
 */
export function ChangeDialog({
  unit: story,
  kinds,
  onClose,
}: {
  unit: UnitStory | null;
  kinds: readonly ChangeKind[];
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const say = useToast();
  const navigate = useNavigate();
  const unit = story?.unit ?? null;
  const parentOfUnit = story?.above[story.above.length - 1]?.id ?? null;
  const isAdding = kinds[0] === 'added';
  const [kind, setKind] = useState<ChangeKind>(kinds[0]!);
  const [effectiveOn, setEffectiveOn] = useState(today());
  const [legalBasis, setLegalBasis] = useState('');
  const [name, setName] = useState('');
  const [fullName, setFullName] = useState(unit?.name ?? '');
  const [level, setLevel] = useState(unit?.level ?? '');
  const [parent, setParent] = useState<TreeUnit | null>(null);
  const [others, setOthers] = useState<readonly TreeUnit[]>([]);
  const [isIntoNew, setIntoNew] = useState(true);
  const [target, setTarget] = useState<TreeUnit | null>(null);
  const [drafts, setDrafts] = useState<readonly Draft[]>([draftLike(unit), draftLike(unit)]);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [fault, setFault] = useState('');
  const [error, setError] = useState<Error | null>(null);
  /** Whatever is changed makes an older preview untrue. */
  const change =
    <A extends unknown[]>(act: (...values: A) => void) =>
    (...values: A) => {
      act(...values);
      setPreview(null);
      setFault('');
      setError(null);
    };

  const made = (draft: Draft, parentId: number | null) =>
    draft.code.trim() && draft.fullName.trim()
      ? { ...draft, name: draft.name.trim() || draft.fullName, parentId }
      : null;
  const wish = () => {
    switch (kind) {
      case 'renamed':
        return fullName.trim() ? { kind, unitId: unit!.id, name: name.trim() || fullName, fullName, level } : null;
      case 'moved':
        return parent && { kind, unitId: unit!.id, parentId: parent.id };
      case 'merged': {
        const unitIds = [unit!.id, ...others.map(({ id }) => id)];
        const fresh = made(drafts[0]!, parentOfUnit);
        if (isIntoNew) return fresh && { kind, unitIds, into: { unit: fresh } };
        return target && { kind, unitIds, into: { unitId: target.id } };
      }
      case 'split': {
        const parts = drafts.map((draft) => made(draft, parentOfUnit));
        return parts.every((part) => part !== null) ? { kind, unitId: unit!.id, parts } : null;
      }
      case 'retired':
        return { kind, unitId: unit!.id };
      case 'added': {
        const fresh = made(drafts[0]!, unit?.id ?? null);
        return fresh && { kind, unit: fresh };
      }
    }
  };
  const body = () => {
    const wanted = wish();
    return wanted && legalBasis.trim() && effectiveOn ? { effectiveOn, legalBasis, change: wanted } : null;
  };
  const look = async () => {
    const wanted = body();
    setFault(wanted ? '' : t.unitTree.fill);
    setError(null);
    if (wanted) setPreview(await post('/api/unit-tree/change-previews', wanted));
  };
  const make = async () => {
    setError(null);
    await post('/api/unit-tree/changes', body()!);
    say(t.unitTree.made);
    onClose();
    void renewTree();
    void navigate('/don-vi/thay-doi');
  };
  const setDraft = (at: number) =>
    change((draft: Draft) => setDrafts(drafts.map((old, i) => (i === at ? draft : old))));
  const canMake = preview !== null && preview.faults.length === 0;

  return (
    <Dialog
      title={isAdding ? (unit ? t.unitTree.addBelow : t.unitTree.addRoot) : t.unitTree.changeOf(unit!.name)}
      onClose={onClose}
      isAlert
    >
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        {kinds.length > 1 && (
          <SelectField
            label={t.unitTree.which}
            value={kind}
            onChange={change(setKind)}
            options={kinds.map((value) => ({ value, title: t.unitTree.kindsOfChange[value] }))}
          />
        )}
        <TextField
          type="date"
          label={t.unitTree.effectiveOn}
          hint={t.unitTree.effectiveHint}
          value={effectiveOn}
          onChange={change(setEffectiveOn)}
        />
        <TextField
          label={t.unitTree.legalBasis}
          hint={t.unitTree.legalBasisHint}
          value={legalBasis}
          onChange={change(setLegalBasis)}
          maxLength={300}
        />
        {kind === 'renamed' && (
          <>
            <Names name={name} fullName={fullName} onName={change(setName)} onFullName={change(setFullName)} />
            <LevelField value={level} onChange={change(setLevel)} />
          </>
        )}
        {kind === 'moved' && (
          <TreeUnitField label={t.unitTree.newParent} on={effectiveOn} value={parent} onChange={change(setParent)} />
        )}
        {kind === 'merged' && (
          <>
            {others.length > 0 && (
              <ul>
                {others.map((one) => (
                  <li key={one.id}>
                    {one.name}{' '}
                    <Button
                      kind="quiet"
                      work={change(() => setOthers(others.filter(({ id }) => id !== one.id)))}
                      label={t.unitTree.removeUnit(one.name)}
                    >
                      {t.unitTree.removePart}
                    </Button>
                  </li>
                ))}
              </ul>
            )}
            <TreeUnitField
              key={others.length}
              label={others.length === 0 ? t.unitTree.mergeWith : t.unitTree.mergeAdd}
              on={effectiveOn}
              value={null}
              onChange={change((one: TreeUnit | null) => {
                if (one && one.id !== unit!.id && !others.some(({ id }) => id === one.id)) setOthers([...others, one]);
              })}
            />
            <SelectField
              label={t.unitTree.mergeInto}
              value={isIntoNew ? 'new' : 'old'}
              onChange={change((value) => setIntoNew(value === 'new'))}
              options={[
                { value: 'new', title: t.unitTree.intoNew },
                { value: 'old', title: t.unitTree.intoOld },
              ]}
            />
            {!isIntoNew && (
              <TreeUnitField label={t.unitTree.target} on={effectiveOn} value={target} onChange={change(setTarget)} />
            )}
          </>
        )}
        {(kind === 'added' || (kind === 'merged' && isIntoNew)) && (
          <DraftFields title={t.unitTree.newUnit} draft={drafts[0]!} onChange={setDraft(0)} />
        )}
        {kind === 'split' && (
          <>
            {drafts.map((draft, i) => (
              <DraftFields
                key={i}
                title={t.unitTree.part(f.count(i + 1))}
                draft={draft}
                onChange={setDraft(i)}
                onRemove={drafts.length > 2 ? change(() => setDrafts(drafts.filter((_, at) => at !== i))) : undefined}
              />
            ))}
            <Button kind="quiet" work={change(() => setDrafts([...drafts, draftLike(unit)]))}>
              {t.unitTree.addPart}
            </Button>
          </>
        )}
        {kind === 'retired' && <p>{t.unitTree.retireText}</p>}
        {error && <ErrorBox error={error} />}
        <div role="status">
          {fault && <p className="wrong">{fault}</p>}
          {preview && <Previewed of={preview} effectiveOn={effectiveOn} />}
        </div>
        <div className="row dialog-ways">
          <Button type="submit" work={canMake ? make : look} onError={setError}>
            {canMake ? t.unitTree.make : t.unitTree.preview}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function Names({
  name,
  fullName,
  onName,
  onFullName,
}: {
  name: string;
  fullName: string;
  onName: (text: string) => void;
  onFullName: (text: string) => void;
}) {
  const { t } = useLanguage();
  return (
    <>
      <TextField
        label={t.unitTree.fullName}
        hint={t.unitTree.fullNameHint}
        value={fullName}
        onChange={onFullName}
        maxLength={200}
      />
      <TextField
        label={t.unitTree.newName}
        hint={t.unitTree.newNameHint}
        value={name}
        onChange={onName}
        maxLength={200}
      />
    </>
  );
}

/** A level of those that have a name; what a list called otherwise stays as it is. */
function LevelField({ value, onChange }: { value: string; onChange: (level: string) => void }) {
  const { t } = useLanguage();
  const { levels } = t.unitTree;
  const known = value in levels ? [] : [{ value, title: value }];
  const options = [...known, ...Object.entries(levels).map(([level, title]) => ({ value: level, title }))];
  return <SelectField label={t.unitTree.level} value={value} onChange={onChange} options={options} />;
}

function DraftFields({
  title,
  draft,
  onChange,
  onRemove,
}: {
  title: string;
  draft: Draft;
  onChange: (draft: Draft) => void;
  onRemove?: (() => void) | undefined;
}) {
  const { t } = useLanguage();
  const set = (key: keyof Draft) => (text: string) => onChange({ ...draft, [key]: text });
  return (
    <fieldset className="change-part">
      <legend>{title}</legend>
      <TextField label={t.unitTree.unitCode} value={draft.code} onChange={set('code')} maxLength={80} />
      <Names name={draft.name} fullName={draft.fullName} onName={set('name')} onFullName={set('fullName')} />
      <LevelField value={draft.level} onChange={set('level')} />
      <SelectField
        label={t.unitTree.kind}
        value={draft.kind}
        onChange={set('kind')}
        options={KINDS.map((value) => ({ value, title: t.unitTree.kinds[value]! }))}
      />
      {onRemove && (
        <Button kind="quiet" work={onRemove}>
          {t.unitTree.removePart}
        </Button>
      )}
    </fieldset>
  );
}

/** What happens to which unit, or each reason why it cannot. */
function Previewed({ of, effectiveOn }: { of: Preview; effectiveOn: string }) {
  const { t, f } = useLanguage();
  if (of.faults.length > 0) {
    return (
      <div className="box box-wrong">
        <p>{t.unitTree.impossible}</p>
        <ul>
          {of.faults.map(({ code, unit, count }, i) => (
            <li key={i}>{t.unitTree.faults[code](unit, f.count(count))}</li>
          ))}
        </ul>
      </div>
    );
  }
  return (
    <div className={`box ${of.isPast ? 'box-warn' : 'box-good'}`}>
      <h3>{t.unitTree.previewTitle}</h3>
      <ul>
        {of.before.map((unit) => (
          <li key={unit}>
            {unit}: {t.unitTree.goneFrom(f.date(effectiveOn))}
          </li>
        ))}
        {of.after.map((unit) => (
          <li key={`after ${unit}`}>
            {unit}: {t.unitTree.newFrom(f.date(effectiveOn))}
          </li>
        ))}
      </ul>
      {of.followers > 0 && <p>{t.unitTree.previewFollowers(f.count(of.followers))}</p>}
      <p>{of.isPast ? t.unitTree.previewPast : t.unitTree.previewUntil(f.date(effectiveOn))}</p>
    </div>
  );
}
