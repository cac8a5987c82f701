import { Module } from '@nestjs/common';
import { AppealService } from './appeals/appeal.service.js';
import { CommendationReader } from './commendations/commendation-reader.js';
import { CommendationService } from './commendations/commendation.service.js';
import { LotService } from './lots/lot.service.js';
import { PublishedService } from './published/published.service.js';
import { SettlementReader } from './settling/settlement-reader.js';
import { SettlementService } from './settling/settlement.service.js';
import { SettlementWork } from './settling/settlement-work.js';

/** What the front door needs: nothing here reads attempts or opens a sealed seed. */
@Module({
  providers: [
    LotService,
    SettlementService,
    SettlementReader,
    PublishedService,
    AppealService,
    CommendationService,
    CommendationReader,
  ],
  exports: [
    LotService,
    SettlementService,
    SettlementReader,
    PublishedService,
    AppealService,
    CommendationService,
    CommendationReader,
  ],
})
export class AwardsModule {}

/** What the worker needs: freezing, finding the winners, committing to seeds. */
@Module({
  providers: [LotService, SettlementWork, PublishedService, AppealService, CommendationService],
  exports: [LotService, SettlementWork, PublishedService, AppealService, CommendationService],
})
export class SettlingModule {}
