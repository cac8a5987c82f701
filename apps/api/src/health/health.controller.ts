import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { DataSource } from 'typeorm';
import { GradingQueue } from '#attempts';
import { migrationsPending } from '#database';
import { checkRedis, Clock, DatabaseClock, REDIS, type RedisClient } from '#platform';
import { Allow } from '../access.js';

interface Check {
  ok: boolean;
  detail: string;
}

/** A grading lag above this is a stopped worker, not a busy one. */
const LAG_LIMIT_SECONDS = 60;
const PATIENCE_MS = 2_000;

/** Tells the truth: what a supervisor restarts on (live) and what a front door routes on (ready). */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(Clock) private readonly clock: DatabaseClock,
    private readonly queue: GradingQueue,
  ) {}

  @Get('live')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Tiến trình còn sống' })
  live(): { ok: true } {
    return { ok: true };
  }

  /** Without Redis people can still start, save and submit, so it is said but does not close the door. */
  @Get('ready')
  @Allow('public')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Sẵn sàng nhận người thi' })
  async ready(
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ ok: boolean; checks: Record<string, Check> }> {
    const [database, migrations, redis, grading] = await Promise.all([
      check(async () => {
        await this.dataSource.query('SELECT 1');
        return this.clock.isSure() ? null : 'chưa biết giờ của cơ sở dữ liệu';
      }),
      check(async () => {
        const pending = await migrationsPending(this.dataSource);
        return pending === 0 ? null : `còn ${pending} bước nâng cấp chưa chạy: npm run cli -- migrate`;
      }),
      check(() => checkRedis(this.redis)),
      check(() => this.gradingLag()),
    ]);
    const ok = database.ok && migrations.ok;
    if (!ok) void reply.status(503).header('retry-after', '2');
    return { ok, checks: { database, migrations, redis, grading } };
  }

  private async gradingLag(): Promise<string | null> {
    const [row]: { seconds: number | null }[] = await this.dataSource.query(
      `SELECT extract(epoch FROM contest_clock() - min(oldest))::float8 AS seconds
         FROM contest c, LATERAL (SELECT min(submitted_at) AS oldest FROM attempt t WHERE t.contest_id = c.id AND t.state = 'submitted') o
        WHERE c.status <> 'draft'`,
    );
    const lag = (row?.seconds ?? 0) / this.clock.scale;
    if (lag <= LAG_LIMIT_SECONDS) return null;
    return `bài chờ chấm lâu nhất ${Math.round(lag)} giây; hàng đợi ${String((await this.queue.depth()) ?? 'không rõ')}`;
  }
}

/** A check that hangs is a failed check. */
async function check(ask: () => Promise<string | null>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('không trả lời kịp'), PATIENCE_MS);
  });
  try {
    const fault = await Promise.race([ask(), late]);
    return { ok: fault === null, detail: fault ?? 'tốt' };
  } catch {
    return { ok: false, detail: 'không kết nối được' };
  } finally {
    clearTimeout(timer);
  }
}
