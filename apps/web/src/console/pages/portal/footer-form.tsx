import { useState } from 'react';
import { Refusal } from '../../../shared/api/client.js';
import { useLanguage } from '../../language.js';
import { Button } from '../../ui/button.js';
import { ErrorBox } from '../../ui/error-box.js';
import { TextField } from '../../ui/field.js';
import type { CardActs } from './use-branding.js';

const FIELDS = ['responsible', 'address', 'telephone', 'email', 'licence'] as const;
type Name = (typeof FIELDS)[number];

/** The lines at the foot of every page, as portals of the state have them. */
export function FooterForm({ branding: { footer }, change }: CardActs) {
  const { t } = useLanguage();
  const [lines, setLines] = useState(footer);
  const [error, setError] = useState<Error | null>(null);
  const isChanged = FIELDS.some((name) => (lines[name] ?? '') !== (footer[name] ?? ''));
  const save = async () => {
    setError(null);
    await change({ footer: lines });
  };
  return (
    <section className="card">
      <h2>{t.portal.footer}</h2>
      <p className="hint">{t.portal.footerHint}</p>
      <form className="form" noValidate onSubmit={(event) => event.preventDefault()}>
        {FIELDS.map((name) => (
          <TextField
            key={name}
            label={t.portal.footerFields[name]}
            hint={t.portal.footerHints[name]}
            type={name === 'email' ? 'email' : name === 'telephone' ? 'tel' : 'text'}
            maxLength={200}
            value={lines[name] ?? ''}
            error={faultOf(error, name)}
            onChange={(typed) => setLines({ ...lines, [name]: typed === '' ? null : typed })}
          />
        ))}
        {error && <ErrorBox error={error} />}
        <Button type="submit" work={save} onError={setError}>
          {t.portal.saveFooter}
        </Button>
        {isChanged && <p className="soft">{t.portal.unsaved}</p>}
      </form>
    </section>
  );
}

/** The server's words about one line, as INVALID_INPUT has them: 'footer.email: words'. */
function faultOf(error: Error | null, name: Name): string {
  const faults = error instanceof Refusal ? error.details['faults'] : null;
  const begin = `footer.${name}: `;
  const found = Array.isArray(faults) ? faults.map(String).find((fault) => fault.startsWith(begin)) : undefined;
  return found?.slice(begin.length) ?? '';
}
