import { Module } from '@nestjs/common';
import { AdmissionService } from './admission/admission.service.js';
import { StartRoom } from './admission/start-room.js';
import { AttemptTokens } from './attempt-token.js';
import { CorrectionQueue } from './corrections/correction-queue.js';
import { CorrectionService } from './corrections/correction.service.js';
import { CorrectionWork } from './corrections/correction-work.js';
import { DeskAttemptsService } from './desk-attempts.service.js';
import { GradingDesk } from './grading-desk/grading-desk.service.js';
import { GradedBell } from './graded-bell.js';
import { GradingQueue } from './grading-queue.js';
import { GradingService } from './grading.service.js';
import { OwnAttemptsService } from './own-attempts.service.js';
import { PlaceService } from './place.service.js';
import { PredictionService } from './prediction.service.js';
import { Receipts } from './receipt.js';
import { ResultService } from './result.service.js';
import { ReviewService } from './review.service.js';
import { RoundCatalog } from './round-catalog.js';
import { RoundRulesCache } from './round-rules-cache.js';
import { PauseService } from './running/pause.service.js';
import { RunningService } from './running/running.service.js';
import { SignalService } from './signals/signal.service.js';
import { StartService } from './start.service.js';
import { SweepService } from './sweep.service.js';
import { WriteService } from './write.service.js';

/** What the front door needs: start, save, submit, result, review. Only the review reads keys, once they are released. */
@Module({
  providers: [
    RoundCatalog,
    AttemptTokens,
    Receipts,
    GradingQueue,
    GradedBell,
    StartService,
    StartRoom,
    AdmissionService,
    PlaceService,
    WriteService,
    PredictionService,
    ResultService,
    OwnAttemptsService,
    DeskAttemptsService,
    ReviewService,
    RunningService,
    CorrectionService,
    CorrectionQueue,
    PauseService,
    SignalService,
    GradingDesk,
  ],
  exports: [
    AttemptTokens,
    StartService,
    AdmissionService,
    PlaceService,
    WriteService,
    PredictionService,
    ResultService,
    ReviewService,
    OwnAttemptsService,
    RunningService,
    DeskAttemptsService,
    PauseService,
    GradingQueue,
    CorrectionService,
    CorrectionQueue,
    SignalService,
    GradingDesk,
  ],
})
export class AttemptsModule {}

/** What the worker needs: marking, and finding what is owed. */
@Module({
  providers: [RoundRulesCache, GradingQueue, GradingService, SweepService, CorrectionWork, SignalService],
  exports: [GradingQueue, GradingService, SweepService, CorrectionWork, SignalService],
})
export class GradingModule {}
