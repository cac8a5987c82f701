import { Body, Controller, Get, Header, HttpCode, Param, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Identity, Role } from '#identity';
import { SimulationService } from '#results';
import { Allow, Caller } from '../access.js';
import { HeavyDesk } from '../heavy/heavy-desk.js';
import { TakesLong } from '../heavy/takes-long.js';
import { refuseOthers } from '../office.js';
import { Answers } from '../openapi.js';
import { knownSlug } from './scope.dto.js';
import {
  SimulateBody,
  SimulationBasisView,
  simulationBasisView,
  SimulationView,
  simulationView,
} from './simulation.dto.js';

const RUNNING: Role[] = ['organizer', 'administrator'];

/** Who would win by another chain of criteria: for those who decide on it, on what was done already. Nothing is changed. */
@ApiTags('results')
@Controller('contests')
export class SimulationController {
  constructor(
    private readonly simulations: SimulationService,
    private readonly heavy: HeavyDesk,
  ) {}

  @Get(':slug/simulations/basis')
  @Allow(['organizer', 'administrator'], 'contest')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Cách xếp hạng đang áp dụng, để thử từ đó' })
  @Answers(200, SimulationBasisView)
  async basis(@Param('slug') slug: string, @Caller() caller: Identity): Promise<SimulationBasisView> {
    const basis = await this.simulations.basis(knownSlug(slug));
    refuseOthers(caller, basis.contest.id, RUNNING);
    return simulationBasisView(basis);
  }

  @Post(':slug/simulations')
  @TakesLong()
  @Allow(['organizer', 'administrator'], 'contest')
  @HttpCode(200)
  @ApiOperation({ summary: 'Thử một cách xếp hạng khác trên kết quả đã có; không đổi gì' })
  @Answers(200, SimulationView)
  async simulate(
    @Param('slug') slug: string,
    @Body({ schema: SimulateBody }) body: SimulateBody,
    @Caller() caller: Identity,
  ): Promise<SimulationView> {
    const known = knownSlug(slug);
    refuseOthers(caller, (await this.simulations.basis(known)).contest.id, RUNNING);
    return simulationView(await this.heavy.do('simulation', known, body));
  }
}
