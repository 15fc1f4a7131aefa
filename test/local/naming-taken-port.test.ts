import { expect, test } from 'vitest';
import { startHttpFront } from '#local/http/http-front.ts';
import { namingTakenPort } from '#local/naming-taken-port.ts';

test('a taken port is an error that names the variable', async () => {
  await using taken = await startHttpFront(0);
  const port = Number(new URL(taken.url).port);

  const second = namingTakenPort('PORT', startHttpFront(port));

  await expect(second).rejects.toThrow(
    `Port ${port} cannot be used (EADDRINUSE): set PORT to another, or to 0 for a free one.`,
  );
});

test('another error stays what it is', async () => {
  const other = new Error('other');

  await expect(namingTakenPort('PORT', Promise.reject(other))).rejects.toBe(other);
});
