import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { run } from '#database';
import { DomainError, judgePrediction } from '#domain';
import { changePrediction } from './prediction.queries.js';
import { readResults } from './result.queries.js';
import { RoundCatalog } from './round-catalog.js';

/** The prediction of an attempt after its submit, where the rules of its round let it be changed. */
@Injectable()
export class PredictionService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly catalog: RoundCatalog,
  ) {}

  /**
   * Puts another number in the place of the one that was handed in, until the round closes as its rules are now. Earlier
   * ones are kept with the attempt. The same number again changes nothing.
   *
   * @throws DomainError ATTEMPT_NOT_FOUND, NOT_YOUR_ATTEMPT, PREDICTION_OUT_OF_RANGE; PREDICTION_FIXED where the round asks
   *   for none or its rules end it with the submit, before the submit, once the round is over, for an attempt that is not
   *   recognised, and after too many changes
   */
  async change(contestId: number, attemptId: string, accountId: string, prediction: number): Promise<void> {
    const { manager } = this.dataSource;
    const [row] = await run(manager, readResults, [contestId, [attemptId]]);
    if (!row) throw new DomainError('ATTEMPT_NOT_FOUND');
    if (row.account_id !== accountId) throw new DomainError('NOT_YOUR_ATTEMPT');
    const { rules } = await this.catalog.get(manager, contestId, row.round_id, row.round_revision);
    if (rules.prediction?.changeUntil !== 'round_end') throw new DomainError('PREDICTION_FIXED');
    const refusal = judgePrediction(rules.prediction, prediction);
    if (refusal) throw refusal;
    if (row.prediction !== null && Number(row.prediction) === prediction) return;
    const changed = await run(manager, changePrediction, [contestId, attemptId, prediction]);
    if (changed.length === 0) throw new DomainError('PREDICTION_FIXED');
  }
}
