import {
  Global,
  Inject,
  Module,
  type DynamicModule,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { Clock, DatabaseClock } from './clock.js';
import { required, type Env } from './env.js';
import { createLogger } from './logger.js';
import { MetricsDoor } from './metrics/metrics-door.js';
import { Metrics } from './metrics/metrics.js';
import { tellOfProcess } from './metrics/process-figures.js';
import { connectRedis, type RedisClient } from './redis.js';
import { Secrets } from './secrets.js';

export const ENV = Symbol('ENV');
/** Redis for commands that must fail fast. */
export const REDIS = Symbol('REDIS');
/** Redis for listening. */
export const REDIS_SUBSCRIBER = Symbol('REDIS_SUBSCRIBER');
export const LOGGER = Symbol('LOGGER');
/** The `MetricsDoor` of this process; null where nobody shall look. */
export const METRICS_DOOR = Symbol('METRICS_DOOR');

/** The machine: environment, clock, Redis, keys and log, made once for the process and closed at its end. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    @Inject(Clock) private readonly clock: DatabaseClock,
    @Inject(REDIS) private readonly redis: RedisClient,
    @Inject(REDIS_SUBSCRIBER) private readonly subscriber: RedisClient,
    @Inject(METRICS_DOOR) private readonly metricsDoor: MetricsDoor | null,
  ) {}

  static forRoot(env: Env, name: string): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: ENV, useValue: env },
        { provide: LOGGER, useFactory: (): Logger => createLogger(env.LOG_LEVEL, name) },
        { provide: Secrets, useFactory: () => Secrets.fromFile(required(env, 'SECRETS_FILE')) },
        { provide: REDIS, useFactory: () => connectRedis(env, 'producer') },
        { provide: REDIS_SUBSCRIBER, useFactory: () => connectRedis(env, 'consumer') },
        Metrics,
        {
          provide: METRICS_DOOR,
          inject: [Metrics, LOGGER, Clock, getDataSourceToken()],
          useFactory: (metrics: Metrics, logger: Logger, clock: DatabaseClock, dataSource: DataSource) => {
            const port = name === 'worker' ? env.WORKER_METRICS_PORT : env.METRICS_PORT;
            if (port === undefined) return null;
            tellOfProcess(metrics, dataSource, clock);
            return new MetricsDoor(metrics, { host: env.METRICS_HOST, port, token: env.METRICS_TOKEN }, logger);
          },
        },
        {
          provide: Clock,
          inject: [getDataSourceToken()],
          useFactory: async (dataSource: DataSource) => {
            const clock = new DatabaseClock(async () => {
              const [row]: { now_ms: string; scale: number }[] = await dataSource.query(
                'SELECT extract(epoch FROM contest_clock()) * 1000 AS now_ms, contest_clock_scale() AS scale',
              );
              return { nowMs: Number(row!.now_ms), scale: Number(row!.scale) };
            });
            await clock.start();
            if (clock.scale !== 1 && env.CCHC_REPLAY !== '1') {
              throw new Error(
                'Cơ sở dữ liệu này chạy đồng hồ nén của lệnh replay: không dùng được để mở cuộc thi thật.',
              );
            }
            return clock;
          },
        },
      ],
      exports: [ENV, LOGGER, Secrets, REDIS, REDIS_SUBSCRIBER, Clock, Metrics, METRICS_DOOR],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.metricsDoor?.open();
  }

  async onApplicationShutdown(): Promise<void> {
    await this.metricsDoor?.close();
    this.clock.stop();
    this.redis.disconnect();
    this.subscriber.disconnect();
  }
}
