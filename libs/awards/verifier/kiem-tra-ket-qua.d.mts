/** What the verifier finds: each part, and where it does not agree (empty: it does). */
export interface Check {
  name: string;
  faults: string[];
}
/** Checks a winner file against its frozen input, both as they were read. @throws Error for files of another format */
export function verify(data: unknown, result: unknown): Check[];
