import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import { AccountService, SessionService } from '#identity';
import { Clock, ENV, type Env } from '#platform';
import { sessionTokenOf } from '../session-token.js';

/** Processes know of an ended session within three seconds; with this the socket is gone within four. */
const LOOK_EVERY_MS = 1_000;
/** Sessions of staff that lie unused are only known to the database; with this their sockets are gone within five seconds. */
const ASK_EVERY_MS = 3_000;

/** The session that a socket came with. In `socket.data`, so that a socket that is recovered after a break has it again. */
export interface Standing {
  sessionId: string;
  /** Epoch ms in database time. */
  expiresAt: number;
  /** Of staff: ends when nothing but this socket uses it. */
  hasIdleLimit: boolean;
}

/**
 * Knows behind which session a socket stands, and cuts it when that session ends: by signing out, from another device,
 * with its account, by its age, or unused.
 *
 * Whoever brings no session, or one that lives no more, stands as nobody: what is told to everybody is told to them too.
 */
@Injectable()
export class LiveDoor implements OnModuleDestroy {
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly sessions: SessionService,
    private readonly accounts: AccountService,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleDestroy(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  /** Stands at the door of this server from now on. To be called once, before its first socket. */
  guard(server: Server): void {
    server.use((socket, next) => {
      // Without the database nobody can be recognised, and has the right of nobody.
      void this.recognise(socket).then(
        () => next(),
        () => next(),
      );
    });
    this.timers.push(
      setInterval(() => this.cutEnded(server), LOOK_EVERY_MS).unref(),
      // Without the database nobody can be asked; the next turn does.
      setInterval(() => void this.cutUnused(server).catch(() => undefined), ASK_EVERY_MS).unref(),
    );
  }

  private async recognise(socket: Socket): Promise<void> {
    const token = sessionTokenOf(socket.handshake, this.env.PUBLIC_URL.startsWith('https:'));
    const identity = token === null ? null : await this.sessions.resolve(token);
    const own = identity && (await this.accounts.find(identity));
    if (!own) return;
    const { sessionExpiresAt: expiresAt, sessionHasIdleLimit: hasIdleLimit } = own;
    socket.data = { sessionId: identity.sessionId, expiresAt, hasIdleLimit } satisfies Standing;
  }

  /** Looks at the sockets themselves: one that was recovered has not come through the door. */
  private cutEnded(server: Server): void {
    const now = this.instant();
    for (const socket of server.of('/').sockets.values()) {
      const { sessionId, expiresAt } = socket.data as Partial<Standing>;
      if (sessionId === undefined || expiresAt === undefined) continue;
      if (this.sessions.isEnded(sessionId) || expiresAt <= now) socket.disconnect(true);
    }
  }

  /** A desk that was left: the open page does not count as use. */
  private async cutUnused(server: Server): Promise<void> {
    const standing = [...server.of('/').sockets.values()].flatMap((socket) => {
      const { sessionId, hasIdleLimit = false } = socket.data as Partial<Standing>;
      return sessionId !== undefined && hasIdleLimit ? [{ socket, sessionId }] : [];
    });
    if (standing.length === 0) return;
    const unused = new Set(await this.sessions.unused([...new Set(standing.map(({ sessionId }) => sessionId))]));
    for (const { socket, sessionId } of standing) if (unused.has(sessionId)) socket.disconnect(true);
  }

  private instant(): number {
    try {
      return this.clock.now();
    } catch {
      // The clock is unsure without the database: nobody is cut by age until it is sure again.
      return Number.NEGATIVE_INFINITY;
    }
  }
}
