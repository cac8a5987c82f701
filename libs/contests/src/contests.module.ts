import { Module } from '@nestjs/common';
import { BrandingService } from './branding/branding.service.js';
import { CertificateDesignService } from './certificates/certificate-design.service.js';
import { CertificateGiver } from './certificates/certificate-giver.js';
import { CertificateService } from './certificates/certificate.service.js';
import { PrizeGiver } from './certificates/prize-giver.js';
import { ContestDirectory } from './contest-directory.js';
import { ContestService } from './contest.service.js';
import { OfferService } from './delegation/offer.service.js';
import { StopService } from './delegation/stop.service.js';
import { NoticeService } from './notices/notice.service.js';
import { InvitedUnitsService } from './invited/invited-units.service.js';
import { OpeningService } from './opening.service.js';
import { PlanService } from './plans/plan.service.js';
import { RehearsalService } from './plans/rehearsal.service.js';
import { RevisionService } from './revisions/revision.service.js';

/** Contests, their rounds and invited units. */
@Module({
  providers: [
    ContestService,
    ContestDirectory,
    OpeningService,
    NoticeService,
    PlanService,
    InvitedUnitsService,
    RehearsalService,
    RevisionService,
    OfferService,
    StopService,
    BrandingService,
    CertificateDesignService,
    CertificateService,
    CertificateGiver,
    PrizeGiver,
  ],
  exports: [
    ContestService,
    ContestDirectory,
    OpeningService,
    NoticeService,
    PlanService,
    InvitedUnitsService,
    RehearsalService,
    RevisionService,
    OfferService,
    StopService,
    BrandingService,
    CertificateDesignService,
    CertificateService,
    CertificateGiver,
    PrizeGiver,
  ],
})
export class ContestsModule {}
