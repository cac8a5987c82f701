import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { Server, Socket } from 'socket.io';
import { AccountService, SessionService } from '#identity';
import { Clock, ENV, type Env } from '#platform';
import { sessionTokenOf } from '../session-token.js';

/** Processes know of an ended session within three seconds; with this the socket is gone within four. */
const LOOK_EVERY_MS = 1_000;

/** The session that a socket came with. In `socket.data`, so that a socket that is recovered after a break has it again. */
export interface Standing {
  sessionId: string;
  /** Epoch ms in database time. */
  expiresAt: number;
}

/**
 * Knows behind which session a socket stands, and cuts it when that session ends: by signing out, from another device,
 * with its account or by its age.
 *
 * Whoever brings no session, or one that lives no more, stands as nobody: what is told to everybody is told to them too.
 */
@Injectable()
export class LiveDoor implements OnModuleDestroy {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly sessions: SessionService,
    private readonly accounts: AccountService,
    private readonly clock: Clock,
    @Inject(ENV) private readonly env: Env,
  ) {}

  onModuleDestroy(): void {
    clearInterval(this.timer);
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
    this.timer = setInterval(() => this.cutEnded(server), LOOK_EVERY_MS);
    this.timer.unref();
  }

  private async recognise(socket: Socket): Promise<void> {
    const token = sessionTokenOf(socket.handshake, this.env.PUBLIC_URL.startsWith('https:'));
    const identity = token === null ? null : await this.sessions.resolve(token);
    const own = identity && (await this.accounts.find(identity));
    if (!own) return;
    socket.data = { sessionId: identity.sessionId, expiresAt: own.sessionExpiresAt } satisfies Standing;
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

  private instant(): number {
    try {
      return this.clock.now();
    } catch {
      // The clock is unsure without the database: nobody is cut by age until it is sure again.
      return Number.NEGATIVE_INFINITY;
    }
  }
}
