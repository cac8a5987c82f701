import { Module } from '@nestjs/common';
import { BoardService } from './board.service.js';
import { DistributionService } from './distribution.service.js';
import { FiguresService } from './figures.service.js';
import { ForesightService } from './foresight.service.js';
import { ItemStatisticsService } from './item-statistics/item-statistics.service.js';
import { BoardFreezer } from './frozen/board-freezer.js';
import { ReconcileService } from './reconcile.service.js';
import { ContestReader } from './report.contest.js';
import { ReportService } from './report.service.js';
import { SimulationService } from './simulation/simulation.service.js';
import { TallyService } from './tally.service.js';
import { UnitRankingService } from './unit-ranking/unit-ranking.service.js';
import { UnitReportService } from './unit-report.service.js';
import { UnitTableService } from './unit-table.service.js';
import { UnitTrendService } from './unit-trend.service.js';
import { WorkbookService } from './workbook.service.js';

const services = [
  ContestReader,
  TallyService,
  BoardService,
  UnitRankingService,
  UnitTableService,
  UnitReportService,
  UnitTrendService,
  FiguresService,
  DistributionService,
  ReportService,
  WorkbookService,
  ReconcileService,
  BoardFreezer,
  ForesightService,
  ItemStatisticsService,
  SimulationService,
];

/** What graded attempts add up to. */
@Module({ providers: services, exports: services })
export class ResultsModule {}
