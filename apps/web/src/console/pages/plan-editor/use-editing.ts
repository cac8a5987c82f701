import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { call, get, Refusal, type Answer } from '../../../shared/api/client.js';
import { serverNow } from '../../../shared/api/server-clock.js';
import { device } from '../../../shared/storage.js';
import { renew, useApi } from '../../api.js';
import {
  checkRegulations,
  completeRegulations,
  differingPlaces,
  draftRegulations,
  isLockedAt,
  leftToPeople,
  undecided,
  withValue,
  type Regulations,
  type RuleFault,
} from '../../regulations.js';
import { changed, newDraft, redone, undone, type Draft } from './draft.js';

export type Plan = Answer<'/api/contest-plans/{id}', 'get'>;

const PAUSE_MS = 800;
const RETRY_MS = 5_000;

/** How safe what was typed is: on the server, on its way, or on this device only. */
export type Safety = { is: 'saved'; at: number | null } | { is: 'saving' } | { is: 'kept'; error: Error };

/** Somebody else has saved meanwhile. */
export interface Conflict {
  theirs: Plan;
  /** What both began from. */
  base: unknown;
}

/** What was typed and not saved, with the version that it was typed upon. */
interface Kept {
  version: number;
  base: unknown;
  document: unknown;
}

/**
 * A plan while it is edited: every change is checked at once, saved after a moment, and kept on this device until the
 * server has it. Who comes back after a crash finds what they typed; who was overtaken by somebody else is asked.
 */
export function useEditing(plan: Plan) {
  const shelf = `plan-${plan.id}`;
  // Of a published contest it is the draft of the next revision.
  const isOpen = plan.state !== 'closed';
  const [kept] = useState(() => (isOpen ? device.read<Kept>(shelf) : null));
  const [draft, setDraft] = useState<Draft>(() => newDraft(kept?.document ?? plan.regulations));
  const [safety, setSafety] = useState<Safety>({ is: 'saved', at: null });
  const [conflict, setConflict] = useState<Conflict | null>(null);
  /** What the server has, as far as this page knows. */
  const saved = useRef({ version: kept?.version ?? plan.version, document: kept ? kept.base : plan.regulations });
  const latest = useRef(draft.document);
  latest.current = draft.document;
  const running = useRef<Promise<void> | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isAsking = conflict !== null;

  const save = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    const { version, document: base } = saved.current;
    const document = latest.current;
    if (document === base) return;
    setSafety({ is: 'saving' });
    try {
      const body = { version, regulations: document as Record<string, unknown> };
      const answer = await call('put', '/api/contest-plans/{id}', { path: { id: plan.id }, body });
      saved.current = { version: answer.version, document };
      if (latest.current === document) device.remove(shelf);
      else device.write(shelf, { version: answer.version, base: document, document: latest.current });
      setSafety({ is: 'saved', at: serverNow() });
    } catch (error) {
      setSafety({ is: 'kept', error: error as Error });
      if (!(error instanceof Refusal && error.code === 'PLAN_CHANGED')) throw error;
      const theirs = await get('/api/contest-plans/{id}', { path: { id: plan.id } });
      // A save whose answer was lost has arrived all the same.
      if (differingPlaces(document, theirs.regulations).length === 0) {
        saved.current = { version: theirs.version, document };
        device.remove(shelf);
        setSafety({ is: 'saved', at: serverNow() });
      } else setConflict({ theirs, base });
    }
  }, [plan.id, shelf]);

  /** One save at a time; what was typed during one is saved by the next. */
  const flush = useCallback(async (): Promise<number> => {
    while (running.current || latest.current !== saved.current.document) {
      running.current ??= save().finally(() => (running.current = null));
      await running.current;
      if (latest.current !== saved.current.document && timer.current === undefined) break;
    }
    return saved.current.version;
  }, [save]);

  useEffect(() => {
    if (draft.document === saved.current.document || isAsking) return;
    const { version, document: base } = saved.current;
    device.write(shelf, { version, base, document: draft.document });
    const again = () => {
      running.current ??= save().finally(() => (running.current = null));
      running.current.then(
        () => latest.current !== saved.current.document && (timer.current = setTimeout(again, PAUSE_MS)),
        () => (timer.current = setTimeout(again, RETRY_MS)),
      );
    };
    timer.current = setTimeout(again, PAUSE_MS);
    addEventListener('online', again);
    return () => {
      clearTimeout(timer.current);
      removeEventListener('online', again);
    };
  }, [draft.document, isAsking, save, shelf]);

  // Who leaves takes nothing along that is not sent, and finds elsewhere what the plan says now.
  useEffect(() => {
    const leave = async () => {
      await flush().catch(() => undefined);
      await renew('/api/contest-plans', '/api/contests/{slug}/revision-draft');
    };
    return () => void leave();
  }, [flush]);

  const [bankCode, setBankCode] = useState(plan.bankCode);
  const chooseBank = useCallback(
    async (code: string) => {
      const version = await flush();
      const { document } = saved.current;
      const body = { version, regulations: document as Record<string, unknown>, bankCode: code };
      const answer = await call('put', '/api/contest-plans/{id}', { path: { id: plan.id }, body });
      saved.current = { version: answer.version, document };
      setBankCode(code);
    },
    [flush, plan.id],
  );

  const { locked } = plan;
  const change = useCallback(
    (path: string, value: unknown) => {
      // One field may move another: what the province has locked stays.
      if (isLockedAt(locked, path)) return;
      setDraft((old) => changed(old, path, withValue(old.document, path, value), serverNow()));
    },
    [locked],
  );

  const settle = useCallback(
    (document: unknown) => {
      if (!conflict) return;
      saved.current = { version: conflict.theirs.version, document: conflict.theirs.regulations };
      device.remove(shelf);
      setConflict(null);
      setSafety({ is: 'saved', at: null });
      setDraft((old) => changed(old, '', document, serverNow()));
    },
    [conflict, shelf],
  );

  // No round may draw from a bank that is public to practise with.
  // A unit draws from the bank that was lent to it, and sees none.
  const banks = useApi(plan.lentBank ? null : '/api/banks').data?.banks.filter(({ practice }) => !practice) ?? [];
  const judged = useMemo(() => judge(draft.document), [draft.document]);
  return {
    ...judged,
    plan,
    isOpen,
    document: draft.document,
    change,
    undo: draft.past.length > 0 ? () => setDraft(undone) : null,
    redo: draft.future.length > 0 ? () => setDraft(redone) : null,
    safety,
    wasKept: kept !== null,
    flush,
    version: saved.current.version,
    bankCode,
    chooseBank,
    banks,
    bank: plan.lentBank ?? banks.find(({ code }) => code === bankCode) ?? null,
    conflict,
    settle,
  };
}

export type Editing = ReturnType<typeof useEditing>;

interface Judged {
  /** With everything filled in that the document leaves out. */
  whole: unknown;
  /** Whole enough to be printed. */
  printable: Regulations | null;
  faults: RuleFault[];
  left: RuleFault[];
}

function judge(document: unknown): Judged {
  const { regulations, faults } = checkRegulations(document);
  const printable = draftRegulations(document);
  return {
    whole: completeRegulations(document),
    printable,
    faults: [...undecided(document), ...faults],
    left: regulations ? leftToPeople(regulations) : printable ? leftToPeople(printable) : [],
  };
}
