import type { Answer } from '../../../shared/api/client.js';

/** A report as the desk sees it. */
export type Incident = Answer<'/api/contests/{slug}/incident-reports', 'get'>['incidents'][number];
export type IncidentCause = NonNullable<Incident['cause']>;
export type ReadyAnswer = Answer<'/api/contests/{slug}/incident-answers', 'get'>['answers'][number];
