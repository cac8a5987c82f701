import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pairs of items that look alike and of which a person has said that they ask different things. */
export class CreateDifferentItems1795704001000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE different_items (
        first_id integer NOT NULL CONSTRAINT different_items_first_fkey REFERENCES item (id) ON DELETE CASCADE,
        second_id integer NOT NULL CONSTRAINT different_items_second_fkey REFERENCES item (id) ON DELETE CASCADE,
        bank_id integer NOT NULL CONSTRAINT different_items_bank_fkey REFERENCES bank (id) ON DELETE CASCADE,
        decided_by uuid NOT NULL,
        decided_at timestamptz(3) NOT NULL DEFAULT contest_clock(),
        CONSTRAINT different_items_pkey PRIMARY KEY (first_id, second_id),
        CONSTRAINT different_items_order_check CHECK (first_id < second_id)
      );
      CREATE INDEX different_items_bank_idx ON different_items (bank_id);

      GRANT SELECT, INSERT, UPDATE ON different_items TO cchc_app;
      GRANT SELECT ON different_items TO cchc_read;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE different_items;`);
  }
}
