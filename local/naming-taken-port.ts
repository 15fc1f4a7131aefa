/**
 * Passes a server's start through.
 * @throws Error naming the variable when the server's port is taken.
 */
export const namingTakenPort = async <Server>(variable: string, start: Promise<Server>): Promise<Server> => {
  try {
    return await start;
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && 'port' in cause)) throw cause;
    if (cause.code !== 'EADDRINUSE' && cause.code !== 'EACCES') throw cause;
    throw new Error(
      `Port ${String(cause.port)} cannot be used (${cause.code}): set ${variable} to another, or to 0 for a free one.`,
      { cause },
    );
  }
};
