/** Answers that are saved one by one: a paper of fifteen questions. */
export const SAVES = 15;

/**
 * What an attempt costs a core, in ms (docs/performance.md, "Where the time goes"): a lean attempt of one save took 1.67 ms
 * of processor in api, PostgreSQL, worker and Redis together, one of fifteen saves 6.2 ms; so a save is 0.32 ms and all the
 * rest 1.35 ms, of which starting is about half and handing in with the grade the other half.
 */
export const COST_CPU_MS = { start: 0.7, save: 0.32, submit: 0.65 };
export const ATTEMPT_CPU_MS = COST_CPU_MS.start + SAVES * COST_CPU_MS.save + COST_CPU_MS.submit;
