import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { Logger } from 'pino';
import type { Server, ServerOptions } from 'socket.io';
import { LIMITS } from '#domain';
import { LOGGER, SampledLines, type Env } from '#platform';
import { isOwnOrigin } from '../own-origin.js';
import { numberOf } from '../request-number.js';

/** socket.io on the address of the api, for pages of that address only, and for so many at once. */
export class LiveAdapter extends IoAdapter {
  constructor(
    private readonly app: INestApplicationContext,
    private readonly env: Env,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const logger = this.app.get<Logger>(LOGGER);
    const refused = new SampledLines((line) => logger.info(line, 'socket refused'));
    const settings: Partial<ServerOptions> = {
      ...options,
      path: '/socket.io',
      serveClient: false,
      // Announcements are shorter than the trouble of packing them, which costs memory for every socket.
      perMessageDeflate: false,
      maxHttpBufferSize: LIMITS.socketMessageBytesMax,
      // A browser names its origin; a page of another site is refused. Programs name none. A page that finds no place goes on
      // without a socket, and tries again later each time.
      allowRequest: (request: IncomingMessage, answer: (error: string | null, ok: boolean) => void) => {
        const isOwn = isOwnOrigin(this.env, request.headers);
        const hasPlace = server.engine.clientsCount < this.env.SOCKETS_MAX;
        if (!isOwn || !hasPlace) refused.note({ requestId: numberOf(request), reason: isOwn ? 'full' : 'origin' });
        answer(null, isOwn && hasPlace);
      },
    };
    const server = super.createIOServer(port, settings as ServerOptions) as Server;
    return server;
  }
}
