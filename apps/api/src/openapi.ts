import { applyDecorators } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiResponse, DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import type { Env } from '#platform';

/** Documents what a route answers, from the zod schema of the view. */
export function Answers(status: number, schema: z.ZodType): MethodDecorator {
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'output', reused: 'inline', unrepresentable: 'any' });
  return applyDecorators(ApiResponse({ status, content: { 'application/json': { schema: json as never } } }));
}

/** The description of the whole api, generated from the code; docs/openapi.json is its committed copy. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Thi CCHC')
    .setDescription('Mọi lỗi là application/problem+json với mã ổn định (code) và câu tiếng Việt (title).')
    .setVersion('1')
    .addBearerAuth()
    .build();
  return SwaggerModule.createDocument(app, config, { ignoreGlobalPrefix: false });
}

/** The browsable description at /api/docs: a tool of developers, not on a public https address. */
export function serveApiDocs(app: NestFastifyApplication, env: Env): void {
  if (env.PUBLIC_URL.startsWith('https:')) return;
  SwaggerModule.setup('api/docs', app, () => describeApi(app), { jsonDocumentUrl: 'api/docs/openapi.json' });
}
