/** Why a message did not go out; neither the number nor the code. */
export class CodeNotSent extends Error {
  override readonly name = 'CodeNotSent';

  constructor(readonly why: 'too_late' | 'unreachable' | 'refused' | 'not_accepted') {
    super(why);
  }
}
