import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who agreed for a participant under 16, and who is one: whoever had not completed 16 years on the local day. Two rooms ask;
 * the answer is LIMITS.guardianBelowYears of the rules, as a function.
 */
export class AddGuardian1795500302000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE participant ADD guardian_name text;
      CREATE FUNCTION is_child(birth_date date, at timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN coalesce(birth_date + interval '16 years' > at AT TIME ZONE 'Asia/Ho_Chi_Minh', false);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP FUNCTION is_child; ALTER TABLE participant DROP guardian_name;`);
  }
}
