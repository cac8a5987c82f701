import { Module } from '@nestjs/common';
import { BoardService } from './board.service.js';
import { DistributionService } from './distribution.service.js';
import { FiguresService } from './figures.service.js';
import { ForesightService } from './foresight.service.js';
import { ItemStatisticsService } from './item-statistics/item-statistics.service.js';
import { BoardFreezer } from './frozen/board-freezer.js';
import { OfficialBoards } from './official/official-boards.js';
import { OpenDataService } from './open-data/open-data.service.js';
import { ReconcileService } from './reconcile.service.js';
import { ContestReader } from './report.contest.js';
import { ReportReader } from './report/report-reader.js';
import { ReportService } from './report.service.js';
import { SimulationService } from './simulation/simulation.service.js';
import { TallyService } from './tally.service.js';
import { UnitRankingService } from './unit-ranking/unit-ranking.service.js';
import { UnitStandings } from './unit-ranking/unit-standings.js';
import { UnitReportService } from './unit-report.service.js';
import { UnitTableService } from './unit-table.service.js';
import { UnitTrendService } from './unit-trend.service.js';
import { WorkbookService } from './workbook.service.js';

const services = [
  ContestReader,
  TallyService,
  BoardService,
  UnitRankingService,
  UnitStandings,
  UnitTableService,
  UnitReportService,
  UnitTrendService,
  FiguresService,
  DistributionService,
  ReportService,
  ReportReader,
  WorkbookService,
  ReconcileService,
  BoardFreezer,
  OfficialBoards,
  OpenDataService,
  ForesightService,
  ItemStatisticsService,
  SimulationService,
];

/** What graded attempts add up to. */
@Module({ providers: services, exports: services })
export class ResultsModule {}
