import type { ComponentType } from 'react';
import type { Words } from './language.js';
import type { Role } from './session.js';

/** A page of the console. */
export interface ConsolePage {
  /** Behind /quan-tri/; '' is the first page. */
  path: string;
  /** In the menu, and the title of the window. */
  title: (t: Words) => string;
  /** Who may open it, as @Allow of the routes that it asks: nobody else sees it in the menu. */
  roles: readonly Role[];
  /** The page is about one contest (`useContest`), in which one of the roles must be held. */
  needsContest?: boolean;
  /** A page that others lead to. */
  isUnlisted?: boolean;
  load: () => Promise<{ Page: ComponentType }>;
}

const RUNNING: readonly Role[] = ['organizer', 'administrator'];
const DESK: readonly Role[] = ['support', ...RUNNING];
const EVERYBODY: readonly Role[] = [
  ...RUNNING,
  ...(['author', 'reviewer', 'judge', 'host', 'support', 'auditor'] as const),
];

/** Every page of the console, in the order of the menu. */
export const PAGES: readonly ConsolePage[] = [
  { path: '', title: (t) => t.today.title, roles: EVERYBODY, load: () => import('./pages/today/page.js') },
  {
    path: 'ho-tro',
    title: (t) => t.support.title,
    roles: DESK,
    needsContest: true,
    load: () => import('./pages/support/page.js'),
  },
  {
    path: 'so-dien-thoai',
    title: (t) => t.claims.title,
    roles: DESK,
    needsContest: true,
    load: () => import('./pages/phone-claims/page.js'),
  },
  {
    path: 'dau-moi',
    title: (t) => t.invitations.title,
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/unit-invitations/page.js'),
  },
  {
    path: 'don-vi/sua',
    title: (t) => t.corrections.title,
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/unit-corrections/page.js'),
  },
  {
    path: 'loai-tru',
    title: (t) => t.exclusions.title,
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/exclusions/page.js'),
  },
  { path: 'nhan-su', title: (t) => t.people.title, roles: RUNNING, load: () => import('./pages/people/page.js') },
  {
    path: 'nhan-su/moi',
    title: (t) => t.inviting.title,
    roles: RUNNING,
    isUnlisted: true,
    load: () => import('./pages/inviting/page.js'),
  },
];
