import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Message {
  headers: IncomingHttpHeaders;
  body: string;
}

/** A gateway for text messages as a telephone company has one: takes what is posted, and answers as a test has it. */
export class TestGateway {
  readonly messages: Message[] = [];
  /** How it answers from now on; by default it takes everything. */
  answer: (reply: ServerResponse) => void = takeIt;
  private waiting: (() => void)[] = [];

  private constructor(private readonly server: Server) {}

  static async open(): Promise<TestGateway> {
    const server = createServer();
    const gateway = new TestGateway(server);
    server.on('request', (request, reply: ServerResponse) => {
      let body = '';
      request.on('data', (piece) => (body += String(piece)));
      request.on('end', () => {
        gateway.messages.push({ headers: request.headers, body });
        gateway.answer(reply);
        gateway.waiting.splice(0).forEach((tell) => tell());
      });
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/send`;
  }

  /** Until so many messages have come. */
  async received(count: number): Promise<Message[]> {
    while (this.messages.length < count) await new Promise<void>((tell) => this.waiting.push(tell));
    return this.messages;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((done) => this.server.close(() => done()));
  }
}

export function takeIt(reply: ServerResponse): void {
  reply.setHeader('content-type', 'application/json');
  reply.end('{"status":"success"}');
}
