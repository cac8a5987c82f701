// Loaded into api and worker by `drill --plant BUG` (node --import): changes the compiled product inside this process alone,
// so that a drill can be seen to find the bug.

import { fileURLToPath } from 'node:url';

const plant = process.env.DRILL_PLANT;
const app = /\/apps\/(api|worker)\//.exec(process.argv[1] ?? '')?.[1];
const dist = (/** @type {string} */ path) => import(fileURLToPath(new URL(`../../dist/${path}`, import.meta.url)));

/** @type {Record<string, () => Promise<void>>} */
const SPOIL = {
  /** The worker takes what it is told to grade, whether it is graded or not. */
  async 'no-unique-key'() {
    const { lockOwed, insertGrades } = await dist('libs/attempts/src/grading.queries.js');
    lockOwed.text = lockOwed.text
      .replace(`NOT IN ('in_progress', 'graded')`, `<> 'in_progress'`)
      .replace('SKIP LOCKED', '');
    insertGrades.text = insertGrades.text
      .replace(
        'SELECT $1, attempt_id, 1, true',
        'SELECT $1, attempt_id, (SELECT 1 + count(*) FROM grade g WHERE g.contest_id = $1 AND g.attempt_id = u.attempt_id), true',
      )
      .replace(`AND t.state NOT IN ('in_progress', 'graded')`, '');
  },

  /** The receipt is told as soon as the statement has run; the commit follows a little later, if at all. */
  async 'ack-before-commit'() {
    const { WriteService } = await dist('libs/attempts/src/write.service.js');
    const original = WriteService.prototype.runGroup;
    WriteService.prototype.runGroup = async function (/** @type {unknown} */ writes) {
      const runner = this.dataSource.createQueryRunner();
      await runner.connect();
      await runner.startTransaction();
      const early = Object.create(this, { dataSource: { value: { manager: runner.manager } } });
      const end = (/** @type {'commitTransaction' | 'rollbackTransaction'} */ how) =>
        runner[how]()
          .catch(() => {})
          .finally(() => runner.release().catch(() => {}));
      try {
        const told = await original.call(early, writes);
        setTimeout(() => void end('commitTransaction'), 400);
        return told;
      } catch (error) {
        await end('rollbackTransaction');
        throw error;
      }
    };
  },

  /** A save that says it waited is judged as of when it says it was made. */
  async 'deadline-by-client'() {
    const { WriteService } = await dist('libs/attempts/src/write.service.js');
    for (const method of ['save', 'submit']) {
      const original = WriteService.prototype[method];
      WriteService.prototype[method] = function (/** @type {unknown} */ claims, /** @type {any} */ request) {
        return original.call(this, claims, { ...request, receivedAt: request.receivedAt - (request.waitedMs ?? 0) });
      };
    }
  },

  /** Whatever a job brings is added to the unit, also when it comes a second time. */
  async 'counter-by-increment'() {
    const { GradingProcessor } = await dist('apps/worker/src/grading.processor.js');
    const original = GradingProcessor.prototype.gradeGroup;
    GradingProcessor.prototype.gradeGroup = async function (
      /** @type {number} */ contestId,
      /** @type {string[]} */ ids,
    ) {
      // Counted in a transaction of its own: what dies afterwards is counted again when the job comes back.
      await this.dataSource.query(
        `UPDATE unit_counter c SET attempts = attempts + u.more FROM (
           SELECT contest_unit_id, count(*) AS more FROM attempt WHERE contest_id = $1 AND id = ANY($2::uuid[]) AND state = 'graded'
            GROUP BY contest_unit_id) u
          WHERE c.contest_id = $1 AND c.scope_kind = 'contest' AND c.contest_unit_id = u.contest_unit_id`,
        [contestId, ids],
      );
      return original.call(this, contestId, ids);
    };
  },
};

if (plant && (app === 'api') === /^(ack|deadline)/.test(plant) && app) {
  await import('reflect-metadata');
  await SPOIL[plant]?.();
}
