import { useState, type ReactNode } from 'react';
import { useLanguage } from '../language.js';
import { Button } from './button.js';
import { ErrorBox } from './error-box.js';

/**
 * The form of a dialog whose outcome is looked at before it is done: first what would change, then the act. Whatever is
 * changed after the look has to be looked at again.
 *
 * @param typed all that the outcome depends on, as one text
 * @param act the verb and its object, as on the button that led here
 * @param foresee what would change, in words; null when a field is wrong and was marked
 * @example <ForeseenForm typed={JSON.stringify(body)} act={t.running.act.grant} foresee={…} work={…} onClose={close}>…</ForeseenForm>
 */
export function ForeseenForm({
  typed,
  act,
  kind = 'main',
  foresee,
  work,
  onClose,
  children,
}: {
  typed: string;
  act: string;
  kind?: 'main' | 'danger';
  foresee: () => Promise<ReactNode>;
  work: () => Promise<unknown>;
  onClose: () => void;
  children: ReactNode;
}) {
  const { t } = useLanguage();
  const [ahead, setAhead] = useState<{ typed: string; words: ReactNode } | null>(null);
  const [error, setError] = useState<Error | null>(null);
  const isForeseen = ahead !== null && ahead.typed === typed;
  const look = async () => {
    setError(null);
    const words = await foresee();
    setAhead(words === null ? null : { typed, words });
  };
  const doIt = async () => {
    setError(null);
    await work();
  };
  return (
    <form noValidate onSubmit={(event) => event.preventDefault()}>
      {children}
      <div role="status">{isForeseen && <div className="box box-warn">{ahead.words}</div>}</div>
      {error && <ErrorBox error={error} />}
      <div className="row dialog-ways">
        <Button type="submit" kind={isForeseen ? kind : 'main'} work={isForeseen ? doIt : look} onError={setError}>
          {isForeseen ? act : t.frame.foresee}
        </Button>
        <Button kind="second" work={onClose}>
          {t.shell.cancel}
        </Button>
      </div>
    </form>
  );
}
