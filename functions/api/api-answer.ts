/** What a call is answered: `body` is JSON text, so that the same can be answered again byte for byte. */
export type ApiAnswer = { status: number; body: string };

export const apiAnswer = (status: number, body: object): ApiAnswer => ({
  status,
  body: JSON.stringify(body),
});

/** An outcome that is no success, and yet the answer to remember: trying again would do something again. */
export const errorAnswer = (status: number, error: { code: string; message: string }): ApiAnswer =>
  apiAnswer(status, { error });
