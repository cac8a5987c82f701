import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.js';

/** Where and to whom a process shows its figures. */
export interface MetricsDoorSettings {
  host: string;
  port: number;
  /** What a reader must bring as `authorization: Bearer …`; without one everybody who reaches the port may read. */
  token: string | undefined;
}

/**
 * Shows the figures of this process, at a port of its own that the front door does not lead to. A port that is taken keeps
 * nobody from taking part: it is said, and the figures stay unseen.
 */
export class MetricsDoor {
  private server: Server | undefined;

  constructor(
    private readonly metrics: Metrics,
    private readonly settings: MetricsDoorSettings,
    private readonly logger: Logger,
  ) {}

  /** Where it is open, 0 while it is not. */
  get port(): number {
    return (this.server?.address() as AddressInfo | null)?.port ?? 0;
  }

  async open(): Promise<void> {
    const { host, port } = this.settings;
    const server = createServer((request, response) => void this.answer(request, response));
    await new Promise<void>((resolve) => {
      server.once('error', (error) => {
        this.logger.warn({ err: error, port }, 'figures cannot be shown');
        resolve();
      });
      server.listen(port, host, resolve);
    });
    this.server = server.listening ? server : undefined;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!this.mayRead(request)) return void response.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    if (request.method !== 'GET' || request.url !== '/metrics') return void response.writeHead(404).end();
    const text = await this.metrics.text();
    response.writeHead(200, {
      'content-type': 'text/plain; version=0.0.4; charset=utf-8',
      'cache-control': 'no-store',
    });
    response.end(text);
  }

  private mayRead({ headers }: IncomingMessage): boolean {
    const { token } = this.settings;
    if (token === undefined) return true;
    const digest = (text: string) => createHash('sha256').update(text).digest();
    return timingSafeEqual(digest(headers.authorization ?? ''), digest(`Bearer ${token}`));
  }
}
