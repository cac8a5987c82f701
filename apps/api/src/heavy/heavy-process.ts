import { once } from 'node:events';
import { NestFactory } from '@nestjs/core';
import { isPassing, useNamedStatements } from '#database';
import { DomainError } from '#domain';
import { createLogger, NestLogger } from '#platform';
import { HeavyModule } from './heavy.module.js';
import type { Answered, Asked, Opening, Ready } from './heavy-line.js';
import { heavyWork } from './heavy-work.js';

// The process beside the front door, started by its HeavyDesk. It ends when the line is closed, which happens too when the front
// door dies: what it writes is one transaction a piece of work, so it may stop anywhere.

process.once('disconnect', () => process.exit());
const say = (word: Answered | Ready) => process.send!(word);

const [{ env }] = (await once(process, 'message')) as [Opening];
const logger = createLogger(env.LOG_LEVEL, 'heavy');
useNamedStatements(env.DATABASE_NAMED_STATEMENTS === '1');
const app = await NestFactory.createApplicationContext(HeavyModule.forRoot(env), {
  logger: new NestLogger(logger),
  abortOnError: false,
});
const work = heavyWork((kind) => app.get(kind));

async function answer({ id, name, args }: Asked): Promise<Answered> {
  try {
    return { id, value: await (work[name] as (...given: unknown[]) => Promise<unknown>)(...args) };
  } catch (error) {
    if (error instanceof DomainError) return { id, refusal: { code: error.code, details: error.details } };
    // Said here, for on the line nothing is left of its code.
    if (isPassing(error)) return { id, refusal: { code: 'SERVER_BUSY', details: { retryAfterSeconds: 5 } } };
    logger.error({ err: error, work: name }, 'heavy work failed');
    return { id, failed: true };
  }
}

process.on('message', (asked: Asked) => void answer(asked).then(say));
say({ ready: true });
