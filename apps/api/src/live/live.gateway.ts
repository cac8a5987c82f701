import { Inject, UseFilters, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  ConnectedSocket,
  MessageBody,
  SubscribeMessage,
  WebSocketGateway,
  WebSocketServer,
  type OnGatewayConnection,
  type OnGatewayInit,
} from '@nestjs/websockets';
import type { Logger } from 'pino';
import type { Server, Socket } from 'socket.io';
import { z } from 'zod';
import { LIMITS, type ErrorCode } from '#domain';
import {
  contestChangedChannel,
  ENV,
  gradedChannel,
  LOGGER,
  Metrics,
  onRedisBack,
  REDIS_SUBSCRIBER,
  SampledLines,
  type Env,
  type RedisClient,
} from '#platform';
import { FiguresService } from '#results';
import { figuresView, type FiguresView } from '../results/figures.dto.js';
import { numberOf } from '../request-number.js';
import { LiveDoor } from './live.door.js';
import { LiveErrorsFilter } from './live-errors.filter.js';

/** One announcement per room and second: that something changed, and the figures that everybody shows. */
const QUIET_MS = 1_000;
/** Who comes so soon after news may have asked just before them. */
const NEWS_MS = 40_000;
const ROOM = /^(?:contest-([1-9]\d{0,8})|round-([1-9]\d{0,8})-([1-9]\d{0,3}))$/;
/** Watched by every page of a contest, the one of an attempt too: told seldom, and never of figures. */
const NOTICES = /^notices-[1-9]\d{0,8}$/;

const id = z.int().positive();
const Graded = z.object({ contestId: id, roundIds: z.array(id) });
const Changed = z.object({ contestId: id });
const WatchBody = z.object({
  room: z
    .string()
    .max(40)
    .refine((room) => ROOM.test(room) || NOTICES.test(room)),
});

/**
 * What a page is told. The figures come along, so that ten thousand pages that show them ask for nothing; who shows a
 * board asks for it, and asks again while what it got is older than `version`.
 */
export interface BoardChanged {
  room: string;
  contestId: number;
  /** null in the room of the contest. */
  roundId: number | null;
  version: number;
  figures: FiguresView;
}

/** What a packet is answered with; `requestId` is the number of its connection, which stands in the log. */
export type Told = { ok: true } | { ok: false; code: ErrorCode; requestId: string };

/**
 * Tells pages that a board changed, so that they ask for it. Decides nothing and keeps nothing of anybody: a page that
 * was away asks when it connects again.
 */
@WebSocketGateway()
@UseFilters(LiveErrorsFilter)
export class LiveGateway implements OnGatewayInit<Server>, OnGatewayConnection<Socket>, OnModuleInit, OnModuleDestroy {
  @WebSocketServer()
  private readonly server!: Server;
  /** Rooms with something to announce; they are all told when the second is over. */
  private readonly changed = new Set<string>();
  private stopMissing = (): void => undefined;
  private timer: NodeJS.Timeout | undefined;
  /** Packets that were not taken, by whom does not matter: a page that goes wrong sends them again and again. */
  private readonly refused: SampledLines;
  /** Rooms with news of a contest, since when (process time). */
  private readonly news = new Map<string, number>();

  constructor(
    @Inject(REDIS_SUBSCRIBER) private readonly subscriber: RedisClient,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly figures: FiguresService,
    private readonly door: LiveDoor,
    @Inject(ENV) private readonly env: Env,
    metrics: Metrics,
  ) {
    this.refused = new SampledLines((line) => logger.info(line, 'packet refused'));
    metrics.gauge('cchc_sockets', 'Pages that listen for news', () => this.server?.engine?.clientsCount ?? 0);
  }

  afterInit(server: Server): void {
    this.door.guard(server);
  }

  onModuleInit(): void {
    // Not awaited: the front door opens without Redis, and ioredis subscribes again by itself after a break.
    const channels = [gradedChannel(this.env.REDIS_PREFIX), contestChangedChannel(this.env.REDIS_PREFIX)];
    void this.subscriber.subscribe(...channels).catch(() => undefined);
    this.subscriber.on('message', this.hear);
    this.stopMissing = onRedisBack(this.subscriber, this.missed);
  }

  onModuleDestroy(): void {
    this.subscriber.off('message', this.hear);
    this.stopMissing();
    clearTimeout(this.timer);
  }

  handleConnection(socket: Socket): void {
    socket.on('disconnect', (reason) => {
      // Too long, or no packet at all: the line was cut by us. The other reasons are everyday.
      if (reason === 'parse error' || reason === 'forced close')
        this.refused.note({ requestId: numberOf(socket.request), reason });
    });
  }

  /** Everything announced is public, so a room needs no right; only its name and their number are checked. */
  @SubscribeMessage('watch')
  watch(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Told {
    const { data } = WatchBody.safeParse(body);
    if (!data) return this.refuse(socket, 'watch', 'INVALID_INPUT');
    // A socket is always in a room of its own.
    if (!socket.rooms.has(data.room) && socket.rooms.size > LIMITS.roomsPerSocketMax)
      return this.refuse(socket, 'watch', 'TOO_MANY_REQUESTS');
    void socket.join(data.room);
    if (performance.now() - (this.news.get(data.room) ?? -NEWS_MS) < NEWS_MS) socket.emit('contest-changed', {});
    return { ok: true };
  }

  @SubscribeMessage('unwatch')
  unwatch(@ConnectedSocket() socket: Socket, @MessageBody() body: unknown): Told {
    const { data } = WatchBody.safeParse(body);
    if (!data) return this.refuse(socket, 'unwatch', 'INVALID_INPUT');
    void socket.leave(data.room);
    return { ok: true };
  }

  private refuse(socket: Socket, packet: string, code: ErrorCode): Told {
    const requestId = numberOf(socket.request);
    this.refused.note({ requestId, packet, code });
    return { ok: false, code, requestId };
  }

  private readonly hear = (channel: string, text: string): void => {
    if (channel === contestChangedChannel(this.env.REDIS_PREFIX)) return this.tellNotices(text);
    if (channel !== gradedChannel(this.env.REDIS_PREFIX)) return;
    const { data } = Graded.safeParse(parsed(text));
    if (!data) return void this.logger.warn('a message about grades could not be read');
    this.note(`contest-${data.contestId}`);
    for (const roundId of data.roundIds) this.note(`round-${data.contestId}-${roundId}`);
  };

  /** Redis was away and with it whatever was said meanwhile: everybody looks once. */
  private readonly missed = (): void => {
    for (const room of this.server?.sockets.adapter.rooms.keys() ?? []) {
      if (ROOM.test(room)) this.note(room);
      else if (NOTICES.test(room)) this.server.to(room).emit('contest-changed', {});
    }
  };

  /** Pages ask what it is, each at a moment of its own. */
  private tellNotices(text: string): void {
    const { data } = Changed.safeParse(parsed(text));
    if (!data) return;
    const room = `notices-${data.contestId}`;
    this.news.set(room, performance.now());
    this.server?.to(room).emit('contest-changed', {});
  }

  private note(room: string): void {
    if (!this.isWatched(room)) return;
    this.changed.add(room);
    this.timer ??= setTimeout(() => void this.announce(), QUIET_MS);
  }

  private isWatched(room: string): boolean {
    return this.server?.sockets.adapter.rooms.has(room) ?? false;
  }

  private async announce(): Promise<void> {
    const rooms = [...this.changed].map(roomOf);
    this.changed.clear();
    this.timer = undefined;
    try {
      // Read once for all rooms; now and not when the message came, so that the version is the one that a page will find.
      const found = await this.figures.of([...new Set(rooms.map(({ contestId }) => contestId))], null, false);
      for (const { room, contestId, roundId } of rooms) {
        const figures = found.get(contestId);
        // A room can be watched under any number; nothing is said of a contest that nobody may see yet.
        if (!figures) continue;
        const changed: BoardChanged = {
          ...{ room, contestId, roundId, version: figures.version },
          figures: figuresView(figures),
        };
        this.server.to(room).emit('board-changed', changed);
      }
    } catch (error) {
      this.logger.warn({ err: error }, 'boards changed but could not be announced; tried again in a second');
      for (const { room } of rooms) this.note(room);
    }
  }
}

function roomOf(room: string): Pick<BoardChanged, 'room' | 'contestId' | 'roundId'> {
  const [, contest, roundContest, round] = ROOM.exec(room)!;
  return { room, contestId: Number(contest ?? roundContest), roundId: round === undefined ? null : Number(round) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
