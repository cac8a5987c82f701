import { useState } from 'react';
import { post, type Answer } from '../../../shared/api/client.js';
import { faultsOf } from '../../../shared/faults.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { CopyButton } from '../../ui/copy-button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';

const PATH = '/api/audit-trail/checks';
type Verdict = Answer<typeof PATH, 'post'>;

/** Has the chain of seals walked, and says where it breaks first. */
export function CheckDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLanguage();
  const [noted, setNoted] = useState('');
  const [error, setError] = useState<Error | null>(null);
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const fault = faultsOf(error, ['noted'])['noted'];
  const check = async () => {
    setError(null);
    setVerdict(null);
    setVerdict(await post(PATH, { noted: noted.trim() || null }));
  };
  return (
    <Dialog title={t.trail.checkTitle} onClose={onClose}>
      <p>{t.trail.checkText}</p>
      <TextField
        label={t.trail.noted}
        hint={t.trail.notedHint}
        error={fault}
        value={noted}
        onChange={setNoted}
        autoComplete="off"
        spellCheck={false}
      />
      {error && !fault && <ErrorBox error={error} />}
      <div role="status">{verdict && <Told verdict={verdict} />}</div>
      <div className="row">
        <Button work={check} onError={setError}>
          {t.trail.check}
        </Button>
        <Button kind="second" work={onClose}>
          {t.shell.close}
        </Button>
      </div>
    </Dialog>
  );
}

function Told({ verdict: { fault, sealed, unsealed, head } }: { verdict: Verdict }) {
  const { t, f } = useLanguage();
  if (fault) {
    const place =
      fault.seq === null ? t.trail.placeOfLine(f.count(fault.auditId ?? 0)) : t.trail.place(f.count(fault.seq));
    return <p className="box box-wrong">{t.trail.bad(t.trail.faults[fault.kind](place), f.count(sealed))}</p>;
  }
  return (
    <div className="box box-good">
      <p>{t.trail.good(f.count(sealed), f.count(unsealed))}</p>
      {head && (
        <>
          <p>
            <label htmlFor="trail-head">{t.trail.keep}</label>
          </p>
          <input id="trail-head" className="input trail-code" readOnly value={head} />
          <CopyButton text={head} source="trail-head">
            {t.trail.copyHead}
          </CopyButton>
        </>
      )}
    </div>
  );
}
