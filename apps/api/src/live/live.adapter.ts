import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { IncomingMessage } from 'node:http';
import type { Server, ServerOptions } from 'socket.io';
import type { Env } from '#platform';

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
    const own = new URL(this.env.PUBLIC_URL).host;
    const settings: Partial<ServerOptions> = {
      ...options,
      path: '/socket.io',
      serveClient: false,
      // Announcements are shorter than the trouble of packing them, which costs memory for every socket.
      perMessageDeflate: false,
      maxHttpBufferSize: MESSAGE_BYTES_MAX,
      // A browser names its origin; a page of another site is refused. Programs name none.
      allowRequest: (request: IncomingMessage, answer: (error: string | null, ok: boolean) => void) => {
        const { origin, host } = request.headers;
        const from = origin === undefined ? undefined : URL.canParse(origin) ? new URL(origin).host : '';
        answer(null, from === undefined || from === own || from === host);
      },
    };
    return super.createIOServer(port, settings as ServerOptions) as Server;
  }
}
