import { Injectable } from '@nestjs/common';
import { answeredCount, canonicalAnswers, isoInstant, showReceiptNumber } from '#domain';
import { Secrets, sha256 } from '#platform';

/**
 * Proof of a save or submit. It is derived from the row, not stored, so the same save always gives the same receipt,
 * and whoever holds it can have it checked later.
 */
export interface Receipt {
  attemptId: string;
  writer: string;
  seq: number;
  /** ISO instant at which the request's headers arrived, by the database's clock. */
  receivedAt: string;
  /** SHA-256 (hex) of the canonical answers as they stood after this save. */
  answersHash: string;
  /** How many positions had an answer. */
  answered: number;
  /** Message authentication code over all of the above. */
  mac: string;
  /** Of a submit: twelve characters to read aloud; null for a save. */
  number: string | null;
  /** When the attempt ends, as it stands now; null for a submit, and while a pause is open. No part of the proof. */
  deadlineAt: string | null;
}

export interface ReceiptFacts {
  attemptId: string;
  writer: string;
  seq: number;
  receivedAt: number;
  choices: number[];
  receiptNumber: string | null;
  /** Epoch ms. */
  deadlineAt: number | null;
}

@Injectable()
export class Receipts {
  constructor(private readonly secrets: Secrets) {}

  of(facts: ReceiptFacts): Receipt {
    const signed = {
      attemptId: facts.attemptId,
      writer: facts.writer,
      seq: facts.seq,
      receivedAt: isoInstant(facts.receivedAt),
      answersHash: sha256(canonicalAnswers(facts.attemptId, facts.choices)).toString('hex'),
      answered: answeredCount(facts.choices),
    };
    return {
      ...signed,
      mac: this.secrets.sign('receipt', signedText(signed)),
      number: facts.receiptNumber === null ? null : showReceiptNumber(facts.receiptNumber),
      deadlineAt: facts.deadlineAt === null ? null : isoInstant(facts.deadlineAt),
    };
  }

  /** Whether this installation issued exactly this receipt. */
  isOurs(receipt: Omit<Receipt, 'number' | 'deadlineAt'>): boolean {
    return this.secrets.verify('receipt', signedText(receipt), receipt.mac);
  }
}

function signedText(receipt: Omit<Receipt, 'mac' | 'number' | 'deadlineAt'>): string {
  const { attemptId, writer, seq, receivedAt, answersHash, answered } = receipt;
  return ['thi-cchc-receipt-1', attemptId, writer, seq, receivedAt, answersHash, answered].join('\n');
}
