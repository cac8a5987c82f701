import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { StandardSchemaValidationPipe } from '@nestjs/common';
import { DatabaseModule } from '#database';
import { PlatformModule, required, type Env } from '#platform';
import { AttemptsModule } from '#attempts';
import { AwardsModule } from '#awards';
import { BankEditingModule, BankExchangeModule, BankModule, MediaModule, PracticeModule } from '#bank';
import { ContestsModule } from '#contests';
import { DocumentsModule } from '#documents';
import { FeedbackModule } from '#feedback';
import { IdentityModule } from '#identity';
import { ResultsModule } from '#results';
import { UnitsModule } from '#units';
import { AccessGuard } from './access.guard.js';
import { CertificateDrawing } from './certificates/certificate-drawing.js';
import { controllers } from './controllers.js';
import { ErrorsFilter } from './errors.filter.js';
import { HEAVY_PROGRAM, HeavyDesk } from './heavy/heavy-desk.js';
import { LiveDoor } from './live/live.door.js';
import { OwnData } from './identity/own-data.js';
import { Recognition } from './attempts/recognition.js';
import { UnitDecisions } from './identity/unit-decisions.js';
import { LiveGateway } from './live/live.gateway.js';
import { PaperWinners } from './papers/paper-winners.js';
import { PaperFigures } from './papers/round-figures.js';
import { PostedContests } from './papers/posted-contest.js';
import { ContestBell } from './running/contest-bell.js';
import { OpeningChecks } from './running/opening-checks.js';

/** The program for heavy work, beside this file once all is built. */
const BESIDE = new URL('./heavy/heavy-process.js', import.meta.url);

/** The front door: wires the rooms and puts the guard, the validation and the error page before all of them. */
@Module({})
export class AppModule {
  /** @param heavyProgram the program for heavy work, compiled */
  static forRoot(env: Env, heavyProgram = BESIDE): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.forRoot({
          url: required(env, 'DATABASE_APP_URL'),
          poolMax: env.DATABASE_POOL_MAX,
          applicationName: 'cchc-api',
        }),
        PlatformModule.forRoot(env, 'api'),
        IdentityModule,
        ContestsModule,
        AttemptsModule,
        ResultsModule,
        FeedbackModule,
        AwardsModule,
        MediaModule,
        PracticeModule,
        BankModule,
        UnitsModule,
        BankEditingModule,
        BankExchangeModule,
        DocumentsModule,
      ],
      controllers: [...controllers],
      providers: [
        { provide: HEAVY_PROGRAM, useValue: heavyProgram },
        HeavyDesk,
        LiveDoor,
        LiveGateway,
        OwnData,
        UnitDecisions,
        Recognition,
        OpeningChecks,
        CertificateDrawing,
        ContestBell,
        PostedContests,
        PaperFigures,
        PaperWinners,
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_PIPE, useFactory: () => new StandardSchemaValidationPipe() },
        { provide: APP_FILTER, useClass: ErrorsFilter },
      ],
    };
  }
}
