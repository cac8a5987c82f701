import { useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import { post, Refusal } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { UnitOption } from '../../../shared/api/views.js';
import { faultsOf, type Faults } from '../../../shared/faults.js';
import { renew } from '../../api.js';
import { capital } from '../../capital.js';
import { useContests } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { isEverywhere, useAccount, type Role } from '../../session.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';
import { TreeUnitField, type TreeUnit } from '../../ui/tree-unit-field.js';
import { UnitField } from '../../ui/unit-field.js';
import { localDay } from '../../regulations.js';
import { dayOf, endOfDay, offered } from '../people/roles.js';

const FIELDS = ['fullName', 'phone', 'contestSlug', 'contestUnitId', 'unitCode', 'expiresAt'];

interface Made {
  link: string;
  expiresAt: string;
  fullName: string;
  role: Role;
}

/** Invites somebody to a role, for a while or until it is taken away. The link is shown once. */
export function Page() {
  const { t } = useLanguage();
  const [made, setMade] = useState<Made | null>(null);
  return (
    <div className="form">
      <h1>{made ? t.inviting.made : t.inviting.title}</h1>
      {made ? <Ready made={made} onAnother={() => setMade(null)} /> : <Form onMade={setMade} />}
    </div>
  );
}

function Form({ onMade }: { onMade: (made: Made) => void }) {
  const { t } = useLanguage();
  const { roles } = useAccount();
  const { all, contest } = useContests();
  const form = useRef<HTMLFormElement>(null);
  const isAnywhere = isEverywhere(roles);
  const [role, setRole] = useState<Role>('support');
  const [place, setPlace] = useState(contest?.slug ?? '');
  const [unit, setUnit] = useState<UnitOption | null>(null);
  const [treeUnit, setTreeUnit] = useState<TreeUnit | null>(null);
  const [fullName, setFullName] = useState('');
  const [phone, setPhone] = useState('');
  const [day, setDay] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  const [error, setError] = useState<Error | null>(null);
  const isManager = role === 'unit_manager';
  const isOfUnit = role === 'unit_organizer';
  // An administrator keeps the whole installation, a contact one unit of a contest, an organizer for a unit what it runs.
  const slug = role === 'administrator' || isOfUnit || place === '' ? null : place;

  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);

  const send = async () => {
    setError(null);
    const missing: Faults = {
      ...(isManager && !unit && { contestUnitId: t.inviting.unitMissing }),
      ...(isOfUnit && !treeUnit && { unitCode: t.inviting.unitMissing }),
      ...(fullName.trim() === '' && { fullName: t.inviting.fullNameMissing }),
      ...(phone.trim() === '' && { phone: t.inviting.phoneMissing }),
    };
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    try {
      const contestUnitId = isManager && unit ? unit.id : null;
      const unitCode = isOfUnit && treeUnit ? treeUnit.code : null;
      const body = { role, fullName, phone, contestSlug: slug, contestUnitId, unitCode, expiresAt: endOfDay(day) };
      const answer = await post('/api/staff/invitations', body);
      onMade({ ...answer, fullName, role });
    } catch (refused) {
      const found = faultsOf(refused, FIELDS);
      if (found['expiresAt']) found['expiresAt'] = t.inviting.dayOver;
      if (refused instanceof Refusal && refused.details['reason'] === 'yourself') found['phone'] = t.inviting.yourself;
      setFaults(found);
      if (Object.keys(found).length === 0) setError(refused as Error);
    }
  };

  return (
    <form ref={form} onSubmit={(event) => event.preventDefault()} noValidate>
      <p>{t.inviting.lead}</p>
      <SelectField
        label={t.inviting.role}
        hint={t.inviting.roleHints[role]}
        value={role}
        onChange={setRole}
        options={offered(roles).map((value) => ({ value, title: capital(t.roles[value]) }))}
      />
      {isOfUnit && (
        <TreeUnitField
          on={localDay(serverNow())}
          label={t.inviting.unit}
          hint={t.inviting.treeUnitHint}
          value={treeUnit}
          onChange={setTreeUnit}
          error={faults['unitCode']}
        />
      )}
      {role !== 'administrator' && !isOfUnit && (
        <SelectField
          label={t.inviting.contest}
          value={place}
          onChange={(value) => {
            setPlace(value);
            setUnit(null);
          }}
          options={[
            ...(isAnywhere && !isManager ? [{ value: '', title: t.inviting.everywhere }] : []),
            ...all.map((one) => ({ value: one.slug, title: one.title })),
          ]}
          error={faults['contestSlug']}
        />
      )}
      {isManager && slug !== null && (
        <UnitField
          key={slug}
          slug={slug}
          label={t.inviting.unit}
          value={unit}
          onChange={setUnit}
          error={faults['contestUnitId']}
        />
      )}
      <TextField
        label={t.inviting.fullName}
        value={fullName}
        onChange={setFullName}
        autoComplete="off"
        error={faults['fullName']}
      />
      <TextField
        label={t.inviting.phone}
        hint={t.inviting.phoneHint}
        type="tel"
        value={phone}
        onChange={setPhone}
        autoComplete="off"
        error={faults['phone']}
      />
      <TextField
        type="date"
        label={t.people.lastDay}
        hint={t.people.lastDayHint}
        min={dayOf(serverNow())}
        value={day}
        onChange={setDay}
        error={faults['expiresAt']}
      />
      {error && <ErrorBox error={error} />}
      <div className="row">
        <Button type="submit" work={send}>
          {t.inviting.send}
        </Button>
        <Link to="/nhan-su">{t.inviting.back}</Link>
      </div>
    </form>
  );
}

function Ready({ made, onAnother }: { made: Made; onAnother: () => void }) {
  const { t, f } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
    void renew('/api/staff');
  }, []);
  return (
    <>
      <div className="box box-good" ref={box} tabIndex={-1} role="status">
        <p>{t.inviting.madeText(made.fullName, t.roles[made.role])}</p>
        <p>
          <strong>{t.inviting.once(f.weekdayTime(made.expiresAt, serverNow()))}</strong>
        </p>
      </div>
      <label className="field">
        <span className="label">{t.inviting.link}</span>
        <input className="input" id="duong-dan" readOnly value={made.link} onFocus={({ target }) => target.select()} />
      </label>
      <CopyButton text={made.link} source="duong-dan">
        {t.inviting.copy}
      </CopyButton>
      <p className="row dialog-ways">
        <Button kind="second" work={onAnother}>
          {t.inviting.another}
        </Button>
        <Link to="/nhan-su">{t.inviting.back}</Link>
      </p>
    </>
  );
}
