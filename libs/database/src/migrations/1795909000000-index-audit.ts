import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trail is read by who did it and by what it is about, the newest first. */
export class IndexAudit1795909000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX audit_actor_idx ON audit (actor_id, id);
      CREATE INDEX audit_family_idx ON audit (split_part(action, '.', 1), id);
      CREATE INDEX audit_subject_idx ON audit (subject, id);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX audit_actor_idx, audit_family_idx, audit_subject_idx');
  }
}
