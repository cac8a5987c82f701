import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an organizer decided, whole, beside the part of it that the server keeps. */
export class AddRegulations1795600000000 implements MigrationInterface {
  name = 'AddRegulations1795600000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contest_revision ADD COLUMN regulations jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE contest_revision DROP COLUMN regulations');
  }
}
