import type { FastifyInstance } from 'fastify';
import QRCode from 'qrcode';
import { DomainError, LIMITS } from '#domain';

/** What only this machine or its own network can reach. */
const PRIVATE_HOST =
  /^(localhost|0\.0\.0\.0|\[::1?\]|127\.[\d.]+|10\.[\d.]+|192\.168\.[\d.]+|172\.(1[6-9]|2\d|3[01])\.[\d.]+|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.[\d.]+)$/;

const DAY_SECONDS = 86_400;

/**
 * Serves a code to scan for an address of ours: black on white with its quiet zone, whatever the colours of the page are.
 *
 * @example GET /qr.svg?path=/cuoc-thi/cchc-2026/don-vi/16681
 */
export function serveQr(fastify: FastifyInstance, publicUrl: string): void {
  fastify.get<{ Querystring: { path?: unknown } }>('/qr.svg', async (request, reply) => {
    const base = baseFor(request.headers.host, publicUrl);
    const address = addressOf(request.query.path, base);
    const svg = await QRCode.toString(address, {
      type: 'svg',
      margin: 4,
      errorCorrectionLevel: 'M',
      color: { dark: '#000000', light: '#ffffff' },
    });
    return reply.header('cache-control', `public, max-age=${DAY_SECONDS}`).type('image/svg+xml').send(svg);
  });
}

/**
 * The public address. An installation that has none (a laptop, a school's network) is reached in more than one way; there
 * the code repeats how this request came in, as long as that is a private address too: a made-up Host leads nowhere.
 */
export function baseFor(host: string | undefined, publicUrl: string): string {
  const own = new URL(publicUrl);
  if (!PRIVATE_HOST.test(own.hostname)) return own.origin;
  const came = `http://${host ?? ''}`;
  if (!URL.canParse(came)) return own.origin;
  const { hostname, origin } = new URL(came);
  return PRIVATE_HOST.test(hostname) ? origin : own.origin;
}

/** @throws DomainError INVALID_INPUT for what is no path of ours */
function addressOf(path: unknown, base: string): string {
  const isPath = typeof path === 'string' && path.length <= LIMITS.qrPathMax && /^\/(?![/\\])[^\s\p{C}]*$/u.test(path);
  if (isPath && URL.canParse(path, base)) {
    const { origin, href } = new URL(path, base);
    // As it stands in the code: a letter with accents takes up to nine signs there.
    if (origin === base && href.length <= base.length + LIMITS.qrPathMax) return href;
  }
  throw new DomainError('INVALID_INPUT', { field: 'path' });
}
