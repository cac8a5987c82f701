import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { STATUS_CODES, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { useNamedStatements } from '#database';
import { DomainError, LIMITS } from '#domain';
import { Clock, LOGGER, Metrics, NestLogger, Secrets, createLogger, type Env } from '#platform';
import type { CallerRequest } from './access.js';
import { AppModule } from './app.module.js';
import { knowDevices } from './device-cookie.js';
import { problemOf, sendProblem } from './errors.filter.js';
import { LiveAdapter } from './live/live.adapter.js';
import { isOwnOrigin } from './own-origin.js';
import { serveApiDocs } from './openapi.js';
import { countRequests } from './request-figures.js';
import { numberOf, requestNumber } from './request-number.js';
import { servePages } from './pages/pages.js';
import { XLSX } from './results/attachment.js';

/**
 * Builds the whole front door without listening: what `main.ts` serves and what the tests and `routes` look at.
 * @param heavyProgram the compiled program for heavy work, where that is not beside it
 */
export async function createApp(env: Env, heavyProgram?: URL): Promise<NestFastifyApplication> {
  useNamedStatements(env.DATABASE_NAMED_STATEMENTS === '1');
  const headers = securityHeaders(env);
  const ownLogger = createLogger(env.LOG_LEVEL, 'api');
  const adapter = new FastifyAdapter({
    bodyLimit: LIMITS.bodyBytesMax,
    // One hop: our own front door. What a client wrote before it into X-Forwarded-For is not believed.
    trustProxy: env.TRUST_PROXY === '1' ? (_address: string, hop: number) => hop < 1 : false,
    genReqId: requestNumber,
    // A slow client is cut off rather than fed: the longest lawful request is a held result.
    connectionTimeout: 30_000,
    requestTimeout: 20_000,
    keepAliveTimeout: 75_000,
    routerOptions: { maxParamLength: 200 },
    // An address that cannot be read comes before all hooks.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply.headers(headers).header('x-request-id', request.id), request, error, ownLogger),
    // Bytes that are no HTTP come before any request.
    clientErrorHandler: (error: NodeJS.ErrnoException, socket: Socket) => refuseBytes(error, socket, headers),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.forRoot(env, heavyProgram), adapter, {
    logger: new NestLogger(ownLogger),
    abortOnError: false,
  });
  app.setGlobalPrefix('api');
  app.enableShutdownHooks();
  app.useWebSocketAdapter(new LiveAdapter(app, env));

  const fastify = adapter.getInstance() as unknown as FastifyInstance;
  const logger = app.get<Logger>(LOGGER);
  // First of all, so that what the next hooks refuse has them too.
  fastify.addHook('onRequest', (request, reply, done) => {
    // The number of a request stands in its answer, in what a refusal says and in every line of the log about it.
    reply.headers(headers).header('x-request-id', request.id);
    done();
  });
  endLinesWithTheProcess(fastify);
  if (env.METRICS_PORT !== undefined) countRequests(fastify, app.get(Metrics));
  stampArrival(fastify, app.get(Clock));
  refuseForeignWrites(fastify, env);
  knowDevices(fastify, app.get(Secrets), env);
  fastify.setErrorHandler((error, request, reply) => sendProblem(reply, request, error, logger));
  servePages(app, env);
  serveApiDocs(app, env);
  await app.init();
  // Bodies are JSON and nothing else: a form of another site can send text or form fields, but no JSON.
  fastify.removeContentTypeParser(['text/plain', 'application/x-www-form-urlencoded']);
  (fastify.server as Server).maxConnections = env.CONNECTIONS_MAX;
  guardSocketAnswers(fastify.server as Server, headers);
  acceptTableFiles(fastify);
  acceptBankFiles(fastify);
  acceptMedia(fastify);
  return app;
}

/**
 * Once no more connections are taken, each answer is the last on its line: a front door, which always has a request on its
 * lines, goes to another process, and this one comes to its end with nothing cut off.
 */
function endLinesWithTheProcess(fastify: FastifyInstance): void {
  let hasListened = false;
  fastify.server.once('listening', () => (hasListened = true));
  fastify.addHook('onSend', (_request, reply, _payload, done) => {
    if (hasListened && !fastify.server.listening) void reply.header('connection', 'close');
    done();
  });
}

/** socket.io answers its own addresses before Fastify hears of them: these answers get the headers and their number here. */
function guardSocketAnswers(server: Server, headers: Record<string, string>): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    if (!request.url?.startsWith('/socket.io/')) return;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('x-request-id', numberOf(request));
  });
  server.prependListener('upgrade', (request: IncomingMessage, socket: Socket) =>
    addToRefusal(socket, linesOf({ ...headers, 'x-request-id': numberOf(request) }).join('\r\n')),
  );
}

/**
 * The refusal of an upgrade is the one answer that the libraries write down as text, past every hook: what is first said on
 * such a line gets the headers, when it is a refusal.
 */
function addToRefusal(socket: Socket, lines: string): void {
  for (const way of ['write', 'end'] as const) {
    const say = socket[way].bind(socket) as (first?: unknown, ...rest: unknown[]) => boolean & Socket;
    socket[way] = (first?: unknown, ...rest: unknown[]) => {
      socket[way] = say;
      const isRefusal = typeof first === 'string' && /^HTTP\/1\.1 [45]/.test(first);
      return say(isRefusal ? first.replace('\r\n', `\r\n${lines}\r\n`) : first, ...rest);
    };
  }
}

const linesOf = (headers: Record<string, string>): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

/** What is no HTTP, or too slow or large to be read, is refused in the words of every refusal, and the line is cut. */
function refuseBytes(error: NodeJS.ErrnoException, socket: Socket, headers: Record<string, string>): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  const status = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : error.code === 'HPE_HEADER_OVERFLOW' ? 431 : 400;
  const body = JSON.stringify(problemOf({}, 'INVALID_INPUT', status, {}, ''));
  const lines = linesOf({
    ...headers,
    'content-type': 'application/problem+json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    'cache-control': 'no-store',
    connection: 'close',
  });
  if (socket.writable) socket.write([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n'));
  socket.destroySoon();
}

/** The routes that read a list as the file it is. */
const READ_FILES: ReadonlySet<string> = new Set([
  '/api/contests/:slug/unit-invitations',
  '/api/contest-plans/:id/invited',
  '/api/unit-tree/imports',
  '/api/contests/:slug/invited-units',
]);

/** Lists may come as the files they are, in types that no form of another site can send, where a route reads them. */
function acceptTableFiles(fastify: FastifyInstance): void {
  const options = { parseAs: 'buffer' as const, bodyLimit: LIMITS.tableFileBytesMax };
  fastify.addContentTypeParser([XLSX, 'text/csv'], options, (request, body, done) => {
    done(READ_FILES.has(request.routeOptions.url ?? '') ? null : new DomainError('UNSUPPORTED_MEDIA'), { file: body });
  });
}

/** Questions come as the bytes of a file; which format it is stands in the address, and the reader does not believe it. */
function acceptBankFiles(fastify: FastifyInstance): void {
  const options = { parseAs: 'buffer' as const, bodyLimit: LIMITS.importFileBytesMax };
  fastify.addContentTypeParser('application/octet-stream', options, (request, body, done) => {
    const isRead = request.routeOptions.url === '/api/banks/:bankCode/imports';
    done(isRead ? null : new DomainError('UNSUPPORTED_MEDIA'), { file: body });
  });
}

const MEDIA_ROUTE = '/api/banks/:bankCode/media';
const SCAN_ROUTE = '/api/banks/:bankCode/batches/:batchId/scan';
/** Logos, banners and signed papers of contests. */
const BRANDING_ROUTES = ['/api/contests/:slug/branding/files', '/api/contest-plans/:id/branding/files'];
const MEDIA_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'audio/mpeg', 'audio/ogg', 'audio/mp4'];

/** Pictures and sounds of questions, scans of decisions, files of contests come as they are. What they are, their bytes say. */
function acceptMedia(fastify: FastifyInstance): void {
  const options = { parseAs: 'buffer' as const, bodyLimit: LIMITS.audioBytesMax };
  fastify.addContentTypeParser(MEDIA_TYPES, options, (request, body, done) => {
    const reads = [MEDIA_ROUTE, SCAN_ROUTE, ...BRANDING_ROUTES].includes(request.routeOptions.url ?? '');
    done(reads ? null : new DomainError('UNSUPPORTED_MEDIA'), { file: body });
  });
  const scan = { parseAs: 'buffer' as const, bodyLimit: LIMITS.scanBytesMax };
  fastify.addContentTypeParser('application/pdf', scan, (request, body, done) => {
    const reads = [SCAN_ROUTE, ...BRANDING_ROUTES].includes(request.routeOptions.url ?? '');
    done(reads ? null : new DomainError('UNSUPPORTED_MEDIA'), { file: body });
  });
}

/** The instant of a request is when its headers arrived, before any queue of ours. */
function stampArrival(fastify: FastifyInstance, clock: Clock): void {
  fastify.decorateRequest('receivedAt', 0);
  fastify.addHook('onRequest', (request, _reply, done) => {
    // Reading may go on when the clock is unsure; a write is refused by the service that needs the instant.
    try {
      (request as CallerRequest).receivedAt = clock.now();
    } catch (error) {
      if (request.method !== 'GET' && request.method !== 'HEAD') return done(error as Error);
    }
    done();
  });
}

/** A page of another site must not act for a signed-in person: a write that it sends is refused. */
function refuseForeignWrites(fastify: FastifyInstance, env: Env): void {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    done(isRead || isOwnOrigin(env, request.headers) ? undefined : new DomainError('NOT_ALLOWED'));
  });
}

/**
 * What a page of ours may load: itself, its own sockets, and nothing from anywhere else. The sockets are named, since to
 * browsers before 2022 'self' is not the ws: address of the same host; elsewhere than at PUBLIC_URL those poll.
 */
const contentSecurityPolicy = (publicUrl: string): string =>
  [
    "default-src 'self'",
    `connect-src 'self' ${new URL(publicUrl).origin.replace(/^http/, 'ws')}`,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');

/**
 * The headers that keep a browser safe, on every answer, refusals included. They never differ from one request to the
 * next, so they are written down once: a library that builds them anew took a twentieth of the front door's time.
 */
function securityHeaders(env: Env): Record<string, string> {
  const headers: Record<string, string> = {
    'content-security-policy': contentSecurityPolicy(env.PUBLIC_URL),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'x-dns-prefetch-control': 'off',
  };
  // Over plain http (a school's LAN) a promise of https would lock people out.
  if (env.PUBLIC_URL.startsWith('https:')) {
    headers['strict-transport-security'] = 'max-age=31536000; includeSubDomains';
    headers['cross-origin-opener-policy'] = 'same-origin';
  }
  return headers;
}
