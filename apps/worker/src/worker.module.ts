import { Module, type DynamicModule } from '@nestjs/common';
import { GradingModule } from '#attempts';
import { SettlingModule } from '#awards';
import { ContestsModule } from '#contests';
import { DatabaseModule } from '#database';
import { DocumentsModule } from '#documents';
import { FeedbackModule } from '#feedback';
import { PlatformModule, required, type Env } from '#platform';
import { ResultsModule } from '#results';
import { AuditSealer } from './audit.sealer.js';
import { DocumentDesk } from './documents/document-desk.js';
import { DriftWatch } from './figures/drift-watch.js';
import { WorkerFigures } from './figures/worker-figures.js';
import { CertificateKeeper } from './certificate-keeper.js';
import { Freezer } from './freezer.js';
import { GradingProcessor } from './grading.processor.js';
import { KeyCorrections } from './key-corrections.js';
import { Retention } from './retention.js';
import { RevisionSettler } from './revision-settler.js';
import { SettlementDesk } from './settling/settlement-desk.js';
import { Sweeper } from './sweeper.js';
import { Watchman } from './watchman.js';
import { Tidier } from './tidier.js';

@Module({})
export class WorkerModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        DatabaseModule.forRoot({
          url: required(env, 'DATABASE_APP_URL'),
          poolMax: env.DATABASE_POOL_MAX,
          applicationName: 'cchc-worker',
        }),
        PlatformModule.forRoot(env, 'worker'),
        GradingModule,
        ResultsModule,
        ContestsModule,
        FeedbackModule,
        DocumentsModule,
        SettlingModule,
      ],
      providers: [
        GradingProcessor,
        Sweeper,
        AuditSealer,
        Tidier,
        Retention,
        KeyCorrections,
        Watchman,
        Freezer,
        RevisionSettler,
        DocumentDesk,
        CertificateKeeper,
        SettlementDesk,
        WorkerFigures,
        DriftWatch,
      ],
    };
  }
}
