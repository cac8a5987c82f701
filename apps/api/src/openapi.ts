import { applyDecorators } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiResponse, DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#domain';
import { SessionService } from '#identity';
import type { Env } from '#platform';
import { sessionTokenOf } from './session-token.js';

/** Documents what a route answers, from the zod schema of the view. */
export function Answers(status: number, schema: z.ZodType): MethodDecorator {
  const { $schema: _, $defs: parts, ...json } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  const whole = written(json, (parts ?? {}) as Record<string, unknown>);
  return applyDecorators(ApiResponse({ status, content: { 'application/json': { schema: whole as never } } }));
}

/** A schema with its named parts written out in place: in a document `#/$defs` would point to nothing. */
function written(value: unknown, parts: Record<string, unknown>): unknown {
  if (Array.isArray(value)) return value.map((each) => written(each, parts));
  if (value === null || typeof value !== 'object') return value;
  const ref = (value as { $ref?: unknown }).$ref;
  if (typeof ref === 'string') return written(parts[ref.replace('#/$defs/', '')], parts);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, written(each, parts)]));
}

/** The description of the whole api, generated from the code; docs/openapi.json is its committed copy. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Thi CCHC')
    .setDescription(
      'Mọi lỗi là application/problem+json với mã ổn định (code) và câu tiếng Việt, hoặc tiếng Anh khi accept-language bắt đầu bằng en (title).',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config, { ignoreGlobalPrefix: false });
}

/** The browsable description at /api/docs: a tool of developers; on a public https address for administrators only. */
export function serveApiDocs(app: NestFastifyApplication, env: Env): void {
  if (env.PUBLIC_URL.startsWith('https:')) keepForAdministrators(app);
  SwaggerModule.setup('api/docs', app, () => describeApi(app), { jsonDocumentUrl: 'api/docs/openapi.json' });
}

/** The pages of the description are no routes of ours, so the guard does not see them: this hook does. */
function keepForAdministrators(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.addHook('onRequest', async (request) => {
    // The route that was found, not the address as written: `/api/%64ocs` leads here too.
    if (!request.routeOptions.url?.startsWith('/api/docs')) return;
    const token = sessionTokenOf(request, true);
    const identity = token === null ? null : await app.get(SessionService, { strict: false }).resolve(token);
    if (!identity) throw new DomainError('NOT_SIGNED_IN');
    if (!identity.roles.some(({ role }) => role === 'administrator')) throw new DomainError('NOT_ALLOWED');
  });
}
