import type { ReactNode } from 'react';
import type { Words } from '../../language.js';
import type { ArticleName } from '../../regulations.js';
import { AboutFields } from './steps/about.js';
import { CalendarFields } from './steps/calendar.js';
import { PaperStep } from './steps/paper.js';
import { PeopleFields } from './steps/people.js';
import { PrizeFields } from './steps/prizes.js';
import { ReleaseFields } from './steps/release.js';
import { ScoringStep } from './steps/scoring.js';
import { UnitFields } from './steps/units.js';

/** A screen of the form: the sections of the regulations that it holds, and the articles that they print. */
export interface Step {
  /** In the address. */
  code: string;
  title: (t: Words) => string;
  lead: (t: Words) => string;
  sections: readonly string[];
  articles: readonly ArticleName[];
  Fields: () => ReactNode;
}

/** The form, screen by screen. What follows the last is the opening. */
export const STEPS: readonly Step[] = [
  {
    code: 'gioi-thieu',
    title: (t) => t.plans.steps.about,
    lead: (t) => t.plans.leads.about,
    sections: ['schema', 'title', 'slug', 'host', 'about'],
    articles: ['host'],
    Fields: AboutFields,
  },
  {
    code: 'lich',
    title: (t) => t.plans.steps.calendar,
    lead: (t) => t.plans.leads.calendar,
    sections: ['calendar'],
    articles: ['calendar'],
    Fields: CalendarFields,
  },
  {
    code: 'nguoi-thi',
    title: (t) => t.plans.steps.people,
    lead: (t) => t.plans.leads.people,
    sections: ['audiences', 'eligibility', 'identity'],
    articles: ['people', 'identity'],
    Fields: PeopleFields,
  },
  {
    code: 'de-thi',
    title: (t) => t.plans.steps.paper,
    lead: (t) => t.plans.leads.paper,
    sections: ['paper', 'time', 'attempts'],
    articles: ['paper', 'attempts'],
    Fields: PaperStep,
  },
  {
    code: 'xep-hang',
    title: (t) => t.plans.steps.scoring,
    lead: (t) => t.plans.leads.scoring,
    sections: ['scoring', 'counting', 'prediction', 'ranking'],
    articles: ['scoring', 'prediction', 'ranking'],
    Fields: ScoringStep,
  },
  {
    code: 'giai-thuong',
    title: (t) => t.plans.steps.prizes,
    lead: (t) => t.plans.leads.prizes,
    sections: ['prizes'],
    articles: ['prizes'],
    Fields: PrizeFields,
  },
  {
    code: 'don-vi',
    title: (t) => t.plans.steps.units,
    lead: (t) => t.plans.leads.units,
    sections: ['units'],
    articles: ['units'],
    Fields: UnitFields,
  },
  {
    code: 'cong-bo',
    title: (t) => t.plans.steps.release,
    lead: (t) => t.plans.leads.release,
    sections: ['release', 'verification', 'publication', 'personalData', 'extras', 'notes'],
    articles: ['release', 'verification', 'personalData', 'extras'],
    Fields: ReleaseFields,
  },
];

/** The step in which a path is edited. */
export const stepOf = (path: string): Step =>
  STEPS.find(({ sections }) => sections.includes(path.split(/[.[]/, 1)[0]!)) ?? STEPS[0]!;
