import type { ContestDetails } from '../shared/api/views.js';
import { createContext } from 'preact';
import type { ComponentChildren } from 'preact';
import { useContext, useLayoutEffect, useMemo, useState } from 'preact/hooks';

/** Whom to call, which agency runs the contest, whether it is sample data or a rehearsal: shown around every page of a contest. */
export interface Contact {
  hotline: string | null;
  zalo: string | null;
  hours: string | null;
  agency: string | null;
  managingAgency: string | null;
  isSample: boolean;
  isRehearsal: boolean;
  branding: ContestDetails['branding'] | null;
  /** Of one contest; null on pages about several. */
  contest: { id: number; slug: string } | null;
}

interface Held {
  contact: Contact | null;
  set: (contact: Contact | null) => void;
}

const Context = createContext<Held>({ contact: null, set: () => {} });

export const useContact = (): Contact | null => useContext(Context).contact;

/** A page says which contest it is about. @param contest null while it is not known */
export function useAbout(
  contest:
    | {
        id?: number;
        slug?: string;
        sample: boolean;
        agency?: string | null;
        managingAgency?: string | null;
        colours?: object | null;
        branding?: ContestDetails['branding'];
        hotline?: string | null;
        contact?: Partial<Contact> | null;
      }
    | null
    | undefined,
): void {
  const { set } = useContext(Context);
  const { hotline = contest?.hotline ?? null, zalo = null, hours = null } = contest?.contact ?? {};
  const agency = contest?.agency ?? null;
  const managingAgency = contest?.managingAgency ?? null;
  const colours = contest?.colours;
  const branding = contest?.branding ?? null;
  const isSample = contest?.sample ?? false;
  const { id, slug } = contest ?? {};
  // The ending is kept for rehearsals alone: checkRegulations refuses it elsewhere.
  const isRehearsal = slug?.endsWith('-chay-thu') ?? false;
  // Before anything is painted: the band of the sample would push the page down under somebody's finger.
  useLayoutEffect(() => {
    const one = id && slug ? { id, slug } : null;
    set(
      contest ? { hotline, zalo, hours, agency, managingAgency, isSample, isRehearsal, branding, contest: one } : null,
    );
    const { style } = document.documentElement;
    for (const [name, colour] of Object.entries(colours ?? {})) style.setProperty(`--${name}`, colour as string);
    return () => {
      set(null);
      for (const name of Object.keys(colours ?? {})) style.removeProperty(`--${name}`);
    };
  }, [
    Boolean(contest),
    hotline,
    zalo,
    hours,
    agency,
    managingAgency,
    isSample,
    isRehearsal,
    id,
    slug,
    JSON.stringify([colours, branding]),
  ]);
}

export function ContactProvider({ children }: { children: ComponentChildren }) {
  const [contact, set] = useState<Contact | null>(null);
  const held = useMemo(() => ({ contact, set }), [contact]);
  return <Context.Provider value={held}>{children}</Context.Provider>;
}
