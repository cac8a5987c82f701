import { useState } from 'react';
import { call } from '../../../shared/api/client.js';
import { faultsOf } from '../../../shared/faults.js';
import { renew } from '../../api.js';
import { useContest } from '../../contest.js';
import { useLanguage } from '../../language.js';
import { sendFile } from '../../send-file.js';
import { Button } from '../../ui/button.js';
import { CheckField, RadioField } from '../../ui/choice-fields.js';
import { ErrorBox } from '../../ui/error-box.js';
import { SelectField, TextField } from '../../ui/field.js';
import { FileButton } from '../../ui/file-button.js';
import { NumberField } from '../../ui/number-field.js';
import { useToast } from '../../ui/toast.js';
import { DESIGN, type DesignState } from './certificate-routes.js';
import { cutBackground } from './cut-background.js';

const FILES = '/api/contests/{slug}/branding/files';
type Design = DesignState['design'];
const RULES = ['everyone', 'points', 'full_marks', 'nobody'] as const;
const DATES = ['left', 'issued'] as const;

/** Who is given a certificate, and how it looks. What was typed stays when the server refuses it. */
export function DesignForm({ state }: { state: DesignState }) {
  const { t } = useLanguage();
  const { slug } = useContest();
  const say = useToast();
  const [design, setDesign] = useState(state.design);
  const [error, setError] = useState<Error | null>(null);
  const [isUnfit, setUnfit] = useState(false);
  const set = (changed: Partial<Design>) => setDesign({ ...design, ...changed });
  const { rule, leastScore, signature } = design;
  const faults = faultsOf(error, ['leastScore', 'managingAgency', 'issuer', 'title', 'symbol', 'place', 'signature']);
  /** Of the signature one is told only that a line of it is missing. */
  const missing = (typed: string) => (typed.trim() === '' ? (faults['signature'] ?? '') : '');
  const isChanged = JSON.stringify(design) !== JSON.stringify(state.design);
  const save = async () => {
    setError(null);
    await call('put', DESIGN, { path: { slug }, body: { version: state.version, ...design } });
    say(t.certificates.saved);
    // Only now: what was typed stays when the server refuses it.
    await renew(DESIGN);
  };
  const choose = async (file: File) => {
    setError(null);
    setUnfit(false);
    const picture = await createImageBitmap(file).catch(() => null);
    const cut = picture && (await cutBackground(picture));
    if (!cut) return setUnfit(true);
    const kept = await sendFile<{ file: string }>('post', FILES, cut, {
      path: { slug },
      query: { use: 'certificate' },
    });
    set({ background: kept.file });
  };
  const line = (
    name: 'managingAgency' | 'issuer' | 'title' | 'symbol' | 'place',
    isOptional = name === 'managingAgency' || name === 'place',
  ) => (
    <TextField
      label={t.certificates.fields[name]}
      hint={t.certificates.hints[name]}
      maxLength={200}
      value={design[name] ?? ''}
      error={faults[name] ?? ''}
      onChange={(typed) => set({ [name]: typed === '' && isOptional ? null : typed })}
    />
  );
  return (
    <section className="card">
      <h2>{t.certificates.design}</h2>
      <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
        <RadioField
          label={t.certificates.rule}
          value={rule}
          options={RULES.map((value) => ({ value, title: t.certificates.rules[value] }))}
          onChange={(value) => set({ rule: value, leastScore: value === 'points' ? (leastScore ?? 0) : null })}
        />
        {rule === 'points' && (
          <NumberField
            label={t.certificates.least}
            unit={t.certificates.points}
            value={leastScore === null ? null : leastScore / 1000}
            error={faults['leastScore'] ?? ''}
            onChange={(value) => set({ leastScore: typeof value === 'number' ? Math.round(value * 1000) : null })}
          />
        )}
        <CheckField
          label={t.certificates.tellsScore}
          value={design.tellsScore}
          onChange={(tellsScore) => set({ tellsScore })}
        />
        {line('managingAgency')}
        {line('issuer')}
        {line('title')}
        {line('symbol')}
        {line('place')}
        <SelectField
          label={t.certificates.date}
          value={design.date}
          options={DATES.map((value) => ({ value, title: t.certificates.dates[value] }))}
          onChange={(date) => set({ date })}
        />
        <TextField
          label={t.certificates.authority}
          maxLength={200}
          value={signature.authority}
          error={missing(signature.authority)}
          onChange={(authority) => set({ signature: { ...signature, authority } })}
        />
        <TextField
          label={t.certificates.post}
          maxLength={200}
          value={signature.post}
          error={missing(signature.post)}
          onChange={(typed) => set({ signature: { ...signature, post: typed } })}
        />
        <TextField
          label={t.certificates.signer}
          hint={t.certificates.signerHint}
          maxLength={200}
          value={signature.name ?? ''}
          onChange={(typed) => set({ signature: { ...signature, name: typed === '' ? null : typed } })}
        />
        <div className="field">
          <p className="label">{t.certificates.background}</p>
          <p className="hint">{t.certificates.backgroundHint}</p>
          <p>{design.background === null ? t.certificates.ownBorder : t.certificates.hasBackground}</p>
          <div className="row">
            <FileButton
              label={t.certificates.chooseBackground}
              accept="image/png,image/jpeg"
              onFile={(file) => void choose(file).catch(setError)}
            />
            {design.background !== null && (
              <Button kind="quiet" work={() => set({ background: null })}>
                {t.certificates.dropBackground}
              </Button>
            )}
          </div>
          {isUnfit && <p className="wrong">{t.certificates.unfit}</p>}
        </div>
        <CheckField
          label={t.certificates.isOpen}
          hint={t.certificates.isOpenHint}
          value={design.isOpen}
          onChange={(isOpen) => set({ isOpen })}
        />
        <CheckField
          label={t.certificates.givesPrizes}
          hint={t.certificates.givesPrizesHint}
          value={design.givesPrizes}
          onChange={(givesPrizes) => set({ givesPrizes })}
        />
        {error && <ErrorBox error={error} />}
        <Button type="submit" work={save} onError={setError}>
          {t.certificates.save}
        </Button>
        {isChanged && <p className="soft">{t.certificates.unsaved}</p>}
      </form>
    </section>
  );
}
