import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ItemWorkflow, type RoundUse } from '#bank';
import type { Identity } from '#identity';
import { Allow, Caller, type CallerRequest } from '../access.js';
import { Answers } from '../openapi.js';
import { bankCaller, ItemActBody, ItemActView, knownCode, RetirementBody, RetirementView } from './bank.dto.js';

/** What is done with items: handing on, deciding, retiring, commenting. */
@ApiTags('bank')
@Controller('banks/:bankCode')
export class ItemActController {
  constructor(private readonly workflow: ItemWorkflow) {}

  @Post('item-acts')
  @HttpCode(200)
  @Allow(['author', 'reviewer', 'organizer', 'administrator'], 'contest')
  @ApiOperation({
    summary: 'Gửi thẩm định, duyệt, trả lại, ngừng dùng, dùng lại hoặc góp ý; không ai duyệt bản mình soạn',
  })
  @Answers(200, ItemActView)
  act(
    @Param('bankCode') bankCode: string,
    @Body({ schema: ItemActBody }) body: ItemActBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<ItemActView> {
    const by = { caller: bankCaller(caller), requestId: request.id };
    return this.workflow.act(knownCode(bankCode, 'BANK_NOT_FOUND'), body, by);
  }

  @Post('retirements')
  @HttpCode(200)
  @Allow(['reviewer', 'organizer', 'administrator'], 'contest')
  @ApiOperation({ summary: 'Ngừng dùng mọi câu dẫn một văn bản; xem trước đợt thi nào còn rút' })
  @Answers(200, RetirementView)
  async retire(
    @Param('bankCode') bankCode: string,
    @Body({ schema: RetirementBody }) body: RetirementBody,
    @Caller() caller: Identity,
    @Req() request: CallerRequest,
  ): Promise<RetirementView> {
    const by = { caller: bankCaller(caller), requestId: request.id };
    const { items, rounds } = await this.workflow.retireCiting(knownCode(bankCode, 'BANK_NOT_FOUND'), body, by);
    return { items, rounds: byRound(rounds) };
  }
}

/** Each round once, with the items that it goes on drawing. */
function byRound(uses: readonly RoundUse[]): RetirementView['rounds'] {
  const rounds = new Map<string, RetirementView['rounds'][number]>();
  for (const { contestSlug, contestTitle, round, roundTitle, closesAt, code } of uses) {
    const key = `${contestSlug} ${round}`;
    const known = rounds.get(key);
    const told = { contestSlug, contestTitle, round, roundTitle, closesAt: closesAt.toISOString(), items: [code] };
    if (known) known.items.push(code);
    else rounds.set(key, told);
  }
  return [...rounds.values()];
}
