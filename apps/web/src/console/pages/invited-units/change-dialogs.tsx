import { useState, type ReactNode } from 'react';
import { post, type Answer, type BodyOf } from '../../../shared/api/client.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { today } from '../../today.js';
import { Button } from '../../ui/button.js';
import { Confirm, Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';
import { useToast } from '../../ui/toast.js';
import { TreeUnitField, type TreeUnit } from '../../ui/tree-unit-field.js';

type Invited = Answer<'/api/contests/{slug}/invited-units', 'get'>;
export type InvitedUnit = Invited['units'][number];
type Block = Invited['blocks'][number];

type Change = NonNullable<BodyOf<'/api/contests/{slug}/invited-unit-changes', 'post'>>;

/** Sends a change of the list and asks for the list anew. */
function useChange(): (change: Change, words: string) => Promise<void> {
  const { slug } = useContest();
  const say = useToast();
  return async (change, words) => {
    await post('/api/contests/{slug}/invited-unit-changes', change, { path: { slug } });
    await renew('/api/contests/{slug}/invited-units');
    say(words);
  };
}

/** Fields, what is wrong with them, and the way on; `work` answers false when something is missing. */
function FormDialog({
  title,
  act,
  work,
  onClose,
  children,
}: {
  title: string;
  act: string;
  work: () => Promise<void> | false;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const [isMissing, setMissing] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const go = async () => {
    setError(null);
    const done = work();
    setMissing(done === false);
    if (done === false) return;
    await done;
    onClose();
  };
  return (
    <Dialog title={title} onClose={onClose} isAlert>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        {children}
        {isMissing && (
          <p className="wrong" role="alert">
            {t.invitedUnits.missing}
          </p>
        )}
        {error && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit" work={go} onError={setError}>
            {act}
          </Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

export function AddDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const change = useChange();
  const [unit, setUnit] = useState<TreeUnit | null>(null);
  const work = () => unit !== null && change({ kind: 'added', codes: [unit.code] }, t.invitedUnits.added(unit.name));
  return (
    <FormDialog title={t.invitedUnits.addTitle} act={t.invitedUnits.add} work={work} onClose={onClose}>
      <TreeUnitField label={t.invitedUnits.addUnit} on={today()} value={unit} onChange={setUnit} />
    </FormDialog>
  );
}

export function CountDialog({ unit, onClose }: { unit: InvitedUnit; onClose: () => void }) {
  const { t } = useLanguage();
  const change = useChange();
  const [number, setNumber] = useState('');
  const [on, setOn] = useState(today());
  const [source, setSource] = useState('');
  const work = () =>
    /^[1-9]\d{0,8}$/.test(number.trim()) &&
    on !== '' &&
    source.trim() !== '' &&
    change({ kind: 'headcount', code: unit.code, headcount: Number(number), on, source }, t.invitedUnits.counted);
  return (
    <FormDialog title={t.invitedUnits.countFor(unit.name)} act={t.invitedUnits.count} work={work} onClose={onClose}>
      <TextField label={t.invitedUnits.number} inputMode="numeric" value={number} onChange={setNumber} />
      <TextField type="date" label={t.invitedUnits.on} value={on} onChange={setOn} />
      <TextField
        label={t.invitedUnits.source}
        hint={t.invitedUnits.sourceHint}
        value={source}
        onChange={setSource}
        maxLength={300}
      />
    </FormDialog>
  );
}

export function BlockDialog({
  units,
  blocks,
  onClose,
}: {
  units: readonly InvitedUnit[];
  blocks: readonly Block[];
  onClose: () => void;
}) {
  const { t, f } = useLanguage();
  const change = useChange();
  const [block, setBlock] = useState('');
  const codes = units.map(({ code }) => code);
  const work = () => change({ kind: 'block', codes, block: block || null }, t.invitedUnits.grouped);
  return (
    <FormDialog
      title={t.invitedUnits.blockTitle(f.count(units.length))}
      act={t.invitedUnits.setBlock}
      work={work}
      onClose={onClose}
    >
      {blocks.length === 0 && <p>{t.invitedUnits.blocksNone}</p>}
      <SelectField
        label={t.invitedUnits.block}
        value={block}
        onChange={setBlock}
        options={[
          { value: '', title: t.invitedUnits.blockNone },
          ...blocks.map(({ code, title }) => ({ value: code, title })),
        ]}
      />
    </FormDialog>
  );
}

export function RemoveDialog({ units, onClose }: { units: readonly InvitedUnit[]; onClose: () => void }) {
  const { t, f } = useLanguage();
  const change = useChange();
  const people = units.reduce((sum, unit) => sum + unit.people, 0);
  const codes = units.map(({ code }) => code);
  return (
    <Confirm
      title={t.invitedUnits.removeTitle(f.count(units.length))}
      act={t.invitedUnits.remove}
      work={() => change({ kind: 'removed', codes }, t.invitedUnits.removed(f.count(units.length)))}
      onDone={onClose}
      onClose={onClose}
    >
      <p>{units.map(({ name }) => name).join(', ')}</p>
      <p>{t.invitedUnits.removeText(f.count(people))}</p>
    </Confirm>
  );
}
