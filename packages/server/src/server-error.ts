/** What is wrong, where, and how to put it right. */
export interface ServerFault {
  /** The part before the slash says who must act. */
  readonly code: string;
  readonly message: string;
  readonly field?: string | undefined;
  readonly fix?: string | undefined;
  /** The HTTP status of the answer; 500 when nobody expected the fault in a request. */
  readonly status?: number | undefined;
  readonly retryAfterS?: number | undefined;
  readonly cause?: unknown;
}

/** The one error that the server throws, at start and inside requests. */
export class ServerError extends Error {
  override readonly name = 'ServerError';
  readonly code: string;
  readonly field: string | undefined;
  readonly fix: string | undefined;
  readonly status: number;
  readonly retryAfterS: number | undefined;

  constructor({ code, message, field, fix, status = 500, retryAfterS, cause }: ServerFault) {
    super(message, { cause });
    this.code = code;
    this.field = field;
    this.fix = fix;
    this.status = status;
    this.retryAfterS = retryAfterS;
  }
}
