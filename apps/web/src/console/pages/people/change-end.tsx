import { useState, type FormEvent } from 'react';
import { call } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import type { StaffLine } from '../../../shared/api/views.js';
import { faultsOf } from '../../../shared/faults.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import { dayOf, endOfDay } from './roles.js';

/** Until when somebody holds a role. */
export function ChangeEnd({ line, onDone, onClose }: { line: StaffLine; onDone: () => void; onClose: () => void }) {
  const { t } = useLanguage();
  const [day, setDay] = useState(dayOf(line.expiresAt));
  const [error, setError] = useState<Error | null>(null);
  const isOver = 'expiresAt' in faultsOf(error, ['expiresAt']);
  const save = async () => {
    setError(null);
    const body = { expiresAt: endOfDay(day) };
    await call('patch', '/api/staff/roles/{id}', { path: { id: String(line.id) }, body });
    onDone();
  };
  return (
    <Dialog title={t.people.changeEndTitle(line.fullName, t.roles[line.role])} onClose={onClose}>
      <form onSubmit={(event: FormEvent) => (event.preventDefault(), void save().catch(setError))} noValidate>
        <TextField
          type="date"
          label={t.people.lastDay}
          hint={t.people.lastDayHint}
          value={day}
          min={dayOf(serverNow())}
          onChange={setDay}
          error={isOver ? t.inviting.dayOver : undefined}
        />
        {error && !isOver && <ErrorBox error={error} />}
        <div className="row dialog-ways">
          <Button type="submit">{t.people.save}</Button>
          <Button kind="second" work={onClose}>
            {t.shell.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
