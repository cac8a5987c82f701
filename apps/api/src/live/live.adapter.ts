import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { Server, ServerOptions } from 'socket.io';
import type { Env } from '#platform';
import { isOwnOrigin } from '../own-origin.js';

/** A client only ever says which rooms it watches. */
const MESSAGE_BYTES_MAX = 1_000;

/** socket.io on the address of the api, for pages of that address only. */
export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly env: Env,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const settings: Partial<ServerOptions> = {
      ...options,
      path: '/socket.io',
      serveClient: false,
      // Announcements are shorter than the trouble of packing them, which costs memory for every socket.
      perMessageDeflate: false,
      maxHttpBufferSize: MESSAGE_BYTES_MAX,
      // A browser names its origin; a page of another site is refused. Programs name none.
      allowRequest: (request: IncomingMessage, answer: (error: string | null, ok: boolean) => void) => {
        answer(null, isOwnOrigin(this.env, request.headers));
      },
    };
    return super.createIOServer(port, settings as ServerOptions) as Server;
  }
}
