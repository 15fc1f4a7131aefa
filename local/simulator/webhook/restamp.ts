const parse = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
};

/**
 * The event as told once more, so many ms later: its `timestamp` at the top is that much later, and nothing else differs.
 * What is no JSON object with a time there stays as it is.
 */
export const restamp = (body: Uint8Array<ArrayBuffer>, ms: number): Uint8Array<ArrayBuffer> => {
  if (ms === 0) return body;
  const event = parse(body);
  if (typeof event !== 'object' || event === null || !('timestamp' in event)) return body;
  if (typeof event.timestamp !== 'string') return body;
  const later = new Date(Date.parse(event.timestamp) + ms);
  if (Number.isNaN(later.getTime())) return body;
  return Buffer.from(JSON.stringify({ ...event, timestamp: later.toISOString() }));
};
