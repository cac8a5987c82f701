import type { MigrationInterface, QueryRunner } from 'typeorm';

const withActs = (acts: string): string => `
  ALTER TABLE item_note DROP CONSTRAINT item_note_act_check;
  ALTER TABLE item_note ADD CONSTRAINT item_note_act_check CHECK (act IN (${acts}));
`;
const BEFORE = `'comment', 'sent', 'returned', 'approved', 'retired', 'restored'`;

/** The notes of an item say from which file a version came. */
export class NoteImports1795704000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(withActs(`${BEFORE}, 'imported'`));
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM ONLY item_note WHERE act = 'imported'; ${withActs(BEFORE)}`);
  }
}
