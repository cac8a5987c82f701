import { useLanguage } from '../language.js';
import './told-code.css';

/** A one-time code as it is told once, with a form to read it out by, letter by letter. */
export function ToldCode({ code, expiresAt, name }: { code: string; expiresAt: string; name: string }) {
  const { t, f } = useLanguage();
  const letters: Partial<Record<string, string>> = t.support.letters;
  return (
    <>
      <p>{t.support.codeFor(name)}</p>
      <p className="told-code" data-testid="told-code">
        {code}
      </p>
      <p>
        <strong>{t.support.codeUntil(f.clockTime(expiresAt))}</strong>
      </p>
      <h3>{t.support.readAloud}</h3>
      <ul className="told-aloud">
        {code.split('-').map((group, i) => (
          <li key={i}>
            {t.support.group(f.count(i + 1), [...group].map((letter) => letters[letter] ?? letter).join(', '))}
          </li>
        ))}
      </ul>
      <p>{t.support.codeNext(`${location.host}/quen-mat-khau`)}</p>
    </>
  );
}
