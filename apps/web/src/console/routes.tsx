import type { ComponentType } from 'react';
import type { Words } from './language.js';
import type { Role } from './session.js';

/** The parts of the menu, in its order. The first has no heading. */
export const GROUPS = ['now', 'contest', 'bank', 'units', 'desk', 'results', 'staff'] as const;
export type Group = (typeof GROUPS)[number];

/** A page of the console. */
export interface ConsolePage {
  /** Behind /quan-tri/; '' is the first page. */
  path: string;
  /** In the menu, and the title of the window. */
  title: (t: Words) => string;
  /** Under which heading of the menu it stands. */
  group: Group;
  /** Who may open it, as @Allow of the routes that it asks: nobody else sees it in the menu. */
  roles: readonly Role[];
  /** The page is about one contest (`useContest`), in which one of the roles must be held. */
  needsContest?: boolean;
  /** A page that others lead to. */
  isUnlisted?: boolean;
  load: () => Promise<{ Page: ComponentType }>;
}

const RUNNING: readonly Role[] = ['organizer', 'administrator'];
/** Who sets contests up: also for a unit, from what is offered to it. */
const PLANNING: readonly Role[] = [...RUNNING, 'unit_organizer'];
const DESK: readonly Role[] = ['support', ...RUNNING];
const EVERYBODY: readonly Role[] = [
  ...RUNNING,
  ...(['unit_organizer', 'author', 'reviewer', 'judge', 'host', 'support', 'auditor'] as const),
];

const BANK: readonly Role[] = ['author', 'reviewer', ...RUNNING];

/** Every page of the console, by the heading of the menu, in its order. */
export const PAGES: readonly ConsolePage[] = [
  {
    path: '',
    title: (t) => t.today.title,
    group: 'now',
    roles: EVERYBODY,
    load: () => import('./pages/today/page.js'),
  },
  {
    path: 'dieu-hanh',
    title: (t) => t.running.title,
    group: 'now',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/running/page.js'),
  },
  {
    path: 'dieu-hanh/dap-an',
    title: (t) => t.keys.title,
    group: 'now',
    roles: ['reviewer', ...RUNNING],
    needsContest: true,
    load: () => import('./pages/wrong-keys/page.js'),
  },
  {
    path: 'dieu-hanh/can-xem',
    title: (t) => t.signals.title,
    group: 'now',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/signals/page.js'),
  },
  {
    path: 'cuoc-thi',
    title: (t) => t.plans.title,
    group: 'contest',
    roles: PLANNING,
    load: () => import('./pages/plans/page.js'),
  },
  {
    path: 'cuoc-thi/moi',
    title: (t) => t.plans.newTitle,
    group: 'contest',
    roles: PLANNING,
    isUnlisted: true,
    load: () => import('./pages/plan-new/page.js'),
  },
  {
    path: 'cuoc-thi/soan',
    title: (t) => t.plans.editTitle,
    group: 'contest',
    roles: PLANNING,
    isUnlisted: true,
    load: () => import('./pages/plan-editor/page.js'),
  },
  {
    path: 'cuoc-thi/giao',
    title: (t) => t.offers.title,
    group: 'contest',
    roles: RUNNING,
    isUnlisted: true,
    load: () => import('./pages/plan-offer/page.js'),
  },
  {
    path: 'cuoc-thi/thay-doi',
    title: (t) => t.revisions.title,
    group: 'contest',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/revisions/page.js'),
  },
  {
    path: 'cuoc-thi/thu-xep-hang',
    title: (t) => t.simulation.title,
    group: 'contest',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/simulation/page.js'),
  },
  {
    path: 'cuoc-thi/chay-thu',
    title: (t) => t.rehearsal.title,
    group: 'contest',
    roles: PLANNING,
    isUnlisted: true,
    load: () => import('./pages/rehearsal/page.js'),
  },
  {
    path: 'cuoc-thi/nhan-dien',
    title: (t) => t.portal.title,
    group: 'contest',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/portal/page.js'),
  },
  {
    path: 'cuoc-thi/on-luyen',
    title: (t) => t.practiceBank.title,
    group: 'contest',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/practice-bank/page.js'),
  },
  {
    path: 'cuoc-thi/soan/nhan-dien',
    title: (t) => t.portal.planTitle,
    group: 'contest',
    roles: PLANNING,
    isUnlisted: true,
    load: () => import('./pages/portal/plan-page.js'),
  },
  {
    path: 'cau-hoi',
    title: (t) => t.items.title,
    group: 'bank',
    roles: BANK,
    load: () => import('./pages/items/page.js'),
  },
  {
    path: 'cau-hoi/duyet',
    title: (t) => t.items.reviewTitle,
    group: 'bank',
    roles: BANK,
    load: () => import('./pages/item-review/page.js'),
  },
  {
    path: 'cau-hoi/lo',
    title: (t) => t.batches.title,
    group: 'bank',
    roles: ['reviewer', ...RUNNING],
    load: () => import('./pages/item-batches/page.js'),
  },
  {
    path: 'cau-hoi/soan',
    title: (t) => t.items.newTitle,
    group: 'bank',
    roles: ['author', ...RUNNING],
    isUnlisted: true,
    load: () => import('./pages/item-editor/page.js'),
  },
  {
    path: 'cau-hoi/tieng-khac',
    title: (t) => t.wordings.title,
    group: 'bank',
    roles: BANK,
    load: () => import('./pages/wordings/page.js'),
  },
  {
    path: 'cau-hoi/nhap',
    title: (t) => t.bankFiles.importTitle,
    group: 'bank',
    roles: ['author', ...RUNNING],
    load: () => import('./pages/bank-files/import-page.js'),
  },
  {
    path: 'cau-hoi/xuat',
    title: (t) => t.bankFiles.exportTitle,
    group: 'bank',
    roles: ['author', 'reviewer', ...RUNNING],
    load: () => import('./pages/bank-files/export-page.js'),
  },
  {
    path: 'cau-hoi/trung-lap',
    title: (t) => t.bankFiles.alikeTitle,
    group: 'bank',
    roles: ['author', 'reviewer', ...RUNNING],
    load: () => import('./pages/near-duplicates/page.js'),
  },
  {
    path: 'cau-hoi/cau-truc',
    title: (t) => t.bankUse.title,
    group: 'bank',
    roles: BANK,
    load: () => import('./pages/blueprints/page.js'),
  },
  {
    path: 'cau-hoi/thong-ke',
    title: (t) => t.statistics.title,
    group: 'bank',
    roles: ['reviewer', ...RUNNING],
    needsContest: true,
    load: () => import('./pages/item-statistics/page.js'),
  },
  {
    path: 'don-vi',
    title: (t) => t.unitTree.title,
    group: 'units',
    roles: RUNNING,
    load: () => import('./pages/unit-tree/page.js'),
  },
  {
    path: 'don-vi/xem',
    title: (t) => t.unitTree.unitTitle,
    group: 'units',
    roles: RUNNING,
    isUnlisted: true,
    load: () => import('./pages/unit-tree/unit-page.js'),
  },
  {
    path: 'don-vi/thay-doi',
    title: (t) => t.unitTree.changesTitle,
    group: 'units',
    roles: RUNNING,
    isUnlisted: true,
    load: () => import('./pages/unit-tree/changes-page.js'),
  },
  {
    path: 'don-vi/nhap',
    title: (t) => t.unitImport.title,
    group: 'units',
    roles: ['administrator'],
    isUnlisted: true,
    load: () => import('./pages/unit-import/page.js'),
  },
  {
    path: 'don-vi/moi',
    title: (t) => t.invitedUnits.title,
    group: 'units',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/invited-units/page.js'),
  },
  {
    path: 'don-vi/ket-qua',
    title: (t) => t.unitResults.title,
    group: 'units',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/unit-results/page.js'),
  },
  {
    path: 'dau-moi',
    title: (t) => t.invitations.title,
    group: 'units',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/unit-invitations/page.js'),
  },
  {
    path: 'don-vi/sua',
    title: (t) => t.corrections.title,
    group: 'units',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/unit-corrections/page.js'),
  },
  {
    path: 'ho-tro',
    title: (t) => t.support.title,
    group: 'desk',
    roles: DESK,
    needsContest: true,
    load: () => import('./pages/support/page.js'),
  },
  {
    path: 'su-co',
    title: (t) => t.incidents.title,
    group: 'desk',
    roles: DESK,
    needsContest: true,
    load: () => import('./pages/incidents/page.js'),
  },
  {
    path: 'so-dien-thoai',
    title: (t) => t.claims.title,
    group: 'desk',
    roles: DESK,
    needsContest: true,
    load: () => import('./pages/phone-claims/page.js'),
  },
  {
    path: 'so-dinh-danh',
    title: (t) => t.papers.title,
    group: 'desk',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/identity-papers/page.js'),
  },
  {
    path: 'loai-tru',
    title: (t) => t.exclusions.title,
    group: 'desk',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/exclusions/page.js'),
  },
  {
    path: 'ket-qua',
    title: (t) => t.settlements.title,
    group: 'results',
    roles: ['judge', 'auditor', ...RUNNING],
    needsContest: true,
    load: () => import('./pages/results/page.js'),
  },
  {
    path: 'giay-to',
    title: (t) => t.posters.title,
    group: 'results',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/posters/page.js'),
  },
  {
    path: 'bao-cao',
    title: (t) => t.report.title,
    group: 'results',
    roles: [...RUNNING, 'auditor'],
    needsContest: true,
    load: () => import('./pages/report/page.js'),
  },
  {
    path: 'giay-chung-nhan',
    title: (t) => t.certificates.title,
    group: 'results',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/certificates/page.js'),
  },
  {
    path: 'khen-thuong',
    title: (t) => t.commendations.title,
    group: 'results',
    roles: ['auditor', ...RUNNING],
    needsContest: true,
    load: () => import('./pages/commendations/page.js'),
  },
  {
    path: 'du-lieu-mo',
    title: (t) => t.openData.title,
    group: 'results',
    roles: RUNNING,
    needsContest: true,
    load: () => import('./pages/open-data/page.js'),
  },
  {
    path: 'nhan-su',
    title: (t) => t.people.title,
    group: 'staff',
    roles: RUNNING,
    load: () => import('./pages/people/page.js'),
  },
  {
    path: 'nhan-su/moi',
    title: (t) => t.inviting.title,
    group: 'staff',
    roles: RUNNING,
    isUnlisted: true,
    load: () => import('./pages/inviting/page.js'),
  },
  {
    path: 'cham-bai',
    title: (t) => t.grading.title,
    group: 'staff',
    roles: ['administrator'],
    load: () => import('./pages/grading/page.js'),
  },
  {
    path: 'nhat-ky',
    title: (t) => t.trail.title,
    group: 'staff',
    roles: ['auditor', 'administrator'],
    load: () => import('./pages/trail/page.js'),
  },
];
