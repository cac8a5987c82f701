import { Module, type DynamicModule } from '@nestjs/common';
import { BankEditingModule, BankExchangeModule } from '#bank';
import { DatabaseModule } from '#database';
import { PlatformModule, required, type Env } from '#platform';
import { ResultsModule } from '#results';
import { UnitsModule } from '#units';
import { AT_ONCE } from './heavy-desk.js';

/** A statement that takes longer is ended: nobody waits for an answer that long. */
const STATEMENT_TIMEOUT_MS = 120_000;
/** This process gives way to all others, so it waits longer than a person at the front door may. */
const CONNECT_TIMEOUT_MS = 60_000;

/** The rooms whose heavy work is done beside the front door. */
@Module({})
export class HeavyModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: HeavyModule,
      imports: [
        DatabaseModule.forRoot({
          // A pooler refuses a connection that asks for a limit on its statements.
          url: env.DATABASE_DIRECT_URL ?? required(env, 'DATABASE_APP_URL'),
          // Each piece of work holds one; one is for the clock.
          poolMax: AT_ONCE + 1,
          applicationName: 'cchc-heavy',
          statementTimeoutMs: STATEMENT_TIMEOUT_MS,
          connectTimeoutMs: CONNECT_TIMEOUT_MS,
        }),
        // The front door tells the figures of the machine; two doors on one port cannot be.
        PlatformModule.forRoot({ ...env, METRICS_PORT: undefined }, 'heavy'),
        ResultsModule,
        UnitsModule,
        BankEditingModule,
        BankExchangeModule,
      ],
    };
  }
}
