import { Catch, HttpException, Inject, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AuditNotes, isPassing } from '#database';
import { DomainError, ERROR_CODES, type ErrorCode, type ErrorKind } from '#domain';
import { LOGGER, SampledLines } from '#platform';
import type { CallerRequest } from './access.js';
import { sentence } from './messages.js';

/** The only place that knows how a refusal is said over HTTP. */
const STATUS: Record<ErrorKind, number> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  too_large: 413,
  precondition: 428,
  too_many: 429,
  unavailable: 503,
};

/** RFC 9457 problem details; `code` is the stable name, `title` the sentence in the language asked for. */
export interface Problem {
  type: string;
  status: number;
  code: string;
  title: string;
  details: Record<string, unknown>;
  /** To read out on the telephone. */
  requestId: string;
}

/** Refusals that say: you are known, and have no right to this. The other forbidden things happen to everybody. */
const DENIED: readonly ErrorCode[] = ['NOT_ALLOWED', 'NOT_YOUR_ATTEMPT', 'SECOND_FACTOR_NEEDED'];

@Catch()
export class ErrorsFilter implements ExceptionFilter {
  constructor(
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly notes: AuditNotes,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    if (host.getType() !== 'http') throw error;
    const request = host.switchToHttp().getRequest<CallerRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    if (error instanceof DomainError && DENIED.includes(error.code)) this.noteDenied(request, error.code);
    sendProblem(reply, request, error, this.logger);
  }

  /** By the route and not by the address: who tries a thousand numbers is told of once, with the first of them. */
  private noteDenied({ method, routeOptions, params, identity, id }: CallerRequest, code: ErrorCode): void {
    this.notes.note({
      actorId: identity?.accountId ?? null,
      action: 'access.denied',
      subject: `${method} ${routeOptions.url}`,
      after: { code, params: plain(params) },
      requestId: id,
    });
  }
}

/** What an address named, where it is a plain word: nobody writes into the trail what they like. */
function plain(params: unknown): Record<string, string> {
  const named = Object.entries((params ?? {}) as Record<string, string>);
  return Object.fromEntries(named.map(([name, value]) => [name, /^[\w.-]{1,80}$/.test(value) ? value : '?']));
}

/** Also used by Fastify's own error and not-found handlers, so that every refusal looks alike. */
export function sendProblem(reply: FastifyReply, request: FastifyRequest, error: unknown, logger: Logger): void {
  const { code, details } = refusalOf(error);
  const status = code === 'INTERNAL' ? 500 : STATUS[ERROR_CODES[code].kind];
  if (code === 'INTERNAL') logger.error({ err: error, requestId: request.id, route: request.routeOptions?.url }, 'bug');
  if (status === 503)
    busyLines(logger).note({ requestId: request.id, route: request.routeOptions?.url, error: classOf(error) });
  const problem = problemOf(request.headers, code, status, details, request.id);
  const retry = details['retryAfterSeconds'];
  if (status === 503 || status === 429) void reply.header('retry-after', String(typeof retry === 'number' ? retry : 1));
  void reply
    .status(status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .header('cache-control', 'no-store')
    .send(problem);
}

const busy = new WeakMap<Logger, SampledLines>();

/** Where it is told that people are asked to come back: when PostgreSQL is away, that is every request. */
function busyLines(logger: Logger): SampledLines {
  const known = busy.get(logger);
  if (known) return known;
  const lines = new SampledLines((line) => logger.warn(line, 'told to try again'));
  busy.set(logger, lines);
  return lines;
}

/** Which kind of error: our own code, else that of PostgreSQL or of the socket; never its message. */
function classOf(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown };
  return String(code ?? name ?? typeof error);
}

/** The body of a refusal. */
export function problemOf(
  headers: FastifyRequest['headers'],
  code: ErrorCode | 'INTERNAL',
  status: number,
  details: Record<string, unknown>,
  requestId: string,
): Problem {
  return {
    type: `about:blank#${code}`,
    status,
    code,
    title: sentence(headers, code, details),
    details,
    requestId,
  };
}

function refusalOf(error: unknown): { code: ErrorCode | 'INTERNAL'; details: Record<string, unknown> } {
  if (error instanceof DomainError) return { code: error.code, details: { ...error.details } };
  if (error instanceof HttpException) return fromHttpException(error);
  const status = (error as { statusCode?: number }).statusCode;
  if (status === 413) return { code: 'BODY_TOO_LARGE', details: {} };
  if (status === 415) return { code: 'UNSUPPORTED_MEDIA', details: {} };
  if (status === 404) return { code: 'NOT_FOUND', details: {} };
  if (status !== undefined && status >= 400 && status < 500) return { code: 'INVALID_INPUT', details: {} };
  if (isPassing(error)) return { code: 'SERVER_BUSY', details: { retryAfterSeconds: 2 } };
  return { code: 'INTERNAL', details: {} };
}

function fromHttpException(error: HttpException): { code: ErrorCode | 'INTERNAL'; details: Record<string, unknown> } {
  const status = error.getStatus();
  if (status === 404) return { code: 'NOT_FOUND', details: {} };
  if (status === 413) return { code: 'BODY_TOO_LARGE', details: {} };
  if (status === 415) return { code: 'UNSUPPORTED_MEDIA', details: {} };
  if (status === 400) {
    const body = error.getResponse() as { message?: unknown };
    return { code: 'INVALID_INPUT', details: { faults: body.message ?? [] } };
  }
  return { code: 'INTERNAL', details: {} };
}
