import { useRef, useState } from 'preact/hooks';
import { faultsOf, type Faults } from '../../shared/faults.js';

export interface Form {
  /** What is wrong, by field. */
  faults: Faults;
  /** What was refused as a whole. */
  error: Error | undefined;
  isBusy: boolean;
  /** Grows with each vain attempt to send, so that the summary takes the focus each time. */
  turn: number;
  send: (event: Event) => Promise<void>;
  /** What is being mended is not scolded any longer. */
  forgive: (name: string) => void;
}

/**
 * Sending a form: checked here first, then by the server; either way each fault comes to stand beside its field.
 *
 * @param check what is wrong before anything is sent
 * @param work sends it
 * @param names the fields that the server's refusals may be about
 * @param reword better words for a refusal than the server's; null: the refusal has been dealt with
 */
export function useForm({
  check,
  work,
  names,
  reword = (_error, faults) => faults,
}: {
  check: () => Faults;
  work: () => Promise<unknown>;
  names: readonly string[];
  reword?: (error: Error, faults: Faults) => Faults | null;
}): Form {
  const [state, setState] = useState<{ faults: Faults; error?: Error; turn: number }>({ faults: {}, turn: 0 });
  const [isBusy, setBusy] = useState(false);
  const isSending = useRef(false);

  const refuse = (faults: Faults, error?: Error) => setState(({ turn }) => ({ faults, error, turn: turn + 1 }));
  const send = async (event: Event) => {
    event.preventDefault();
    if (isSending.current) return;
    const found = check();
    if (Object.keys(found).length > 0) return refuse(found);
    setState(({ turn }) => ({ faults: {}, turn }));
    isSending.current = true;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      const faults = reword(error as Error, faultsOf(error, names));
      if (faults) refuse(faults, Object.keys(faults).length > 0 ? undefined : (error as Error));
    } finally {
      isSending.current = false;
      setBusy(false);
    }
  };
  const forgive = (name: string) =>
    setState((old) => {
      if (old.faults[name] === undefined) return old;
      const { [name]: _mended, ...faults } = old.faults;
      return { ...old, faults };
    });
  return { ...state, error: state.error, isBusy, send, forgive };
}
