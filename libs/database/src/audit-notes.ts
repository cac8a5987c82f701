import { Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { appendAudit, type AuditRow } from './audit.js';

const WRITE_EVERY_MS = 1_000;
const TURNS_PER_WINDOW = 60;
/** Of one action in a minute and process: a flood adds some 30 MB a day to the trail and not more. */
const LINES_MAX = 60;
/** Kept while the database is away. */
const WAITING_MAX = 1_000;

interface Window {
  /** Who did what to what -> its line, and how often it was said again. */
  lines: Map<string, { row: AuditRow; again: number }>;
  /** What came when the window was full. */
  omitted: number;
}

/**
 * Lines of the trail about what was refused. No transaction did it, so no transaction writes it: they are collected and
 * written once a second, after the answer, which therefore takes as long as ever.
 *
 * Whoever is refused can ask again at will, and no line can be taken out of the trail again. So the same thing is told
 * once a minute, its repetitions with their number (`after.again`) when the minute is over; and of one action at most 60
 * different lines, the others as one number (subject `omitted`).
 */
@Injectable()
export class AuditNotes implements OnModuleInit, BeforeApplicationShutdown {
  private windows = new Map<string, Window>();
  private waiting: AuditRow[] = [];
  private timer: NodeJS.Timeout | undefined;
  private turns = 0;
  private writing: Promise<void> = Promise.resolve();

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  onModuleInit(): void {
    this.timer = setInterval(() => {
      this.turns = (this.turns + 1) % TURNS_PER_WINDOW;
      void (this.turns === 0 ? this.endWindow() : this.write());
    }, WRITE_EVERY_MS);
    this.timer.unref();
  }

  /** What was counted and not yet said is written before the connection goes. */
  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.endWindow();
  }

  /** Takes a line down. Costs the caller nothing and never fails. */
  note(row: AuditRow): void {
    let window = this.windows.get(row.action);
    if (!window) this.windows.set(row.action, (window = { lines: new Map(), omitted: 0 }));
    const key = `${row.actorId} ${row.subject}`;
    const said = window.lines.get(key);
    if (said) said.again++;
    else if (window.lines.size >= LINES_MAX) window.omitted++;
    else {
      window.lines.set(key, { row, again: 0 });
      this.waiting.push(row);
    }
  }

  /** Tells the repetitions, and begins to count anew. */
  async endWindow(): Promise<void> {
    const ended = this.windows;
    this.windows = new Map();
    for (const [action, { lines, omitted }] of ended) {
      for (const { row, again } of lines.values()) {
        const after = { ...(row.after as object | undefined), again };
        if (again > 0) this.waiting.push({ ...row, after });
      }
      if (omitted > 0) this.waiting.push({ actorId: null, action, subject: 'omitted', after: { lines: omitted } });
    }
    await this.write();
  }

  /** One writing at a time; what could not be written waits for the next. */
  private write(): Promise<void> {
    this.writing = this.writing.then(async () => {
      const rows = this.waiting;
      if (rows.length === 0) return;
      this.waiting = [];
      try {
        await this.dataSource.transaction(async (manager) => {
          for (const row of rows) await appendAudit(manager, row);
        });
      } catch {
        // The database is away, and what was refused meanwhile with it: the eldest lines are kept.
        this.waiting = [...rows, ...this.waiting].slice(0, WAITING_MAX);
      }
    });
    return this.writing;
  }
}
