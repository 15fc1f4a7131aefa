import * as z from 'zod/mini';
import type { Delivery } from './script.ts';

const outcomeSchema = z.object({ status: z.union([z.number(), z.string()]), body: z.string() });

/**
 * Lets the simulator deliver these one after the other.
 * @throws Error when one of them is not answered 200.
 */
export const deliverAll = async (simulatorUrl: string, deliveries: readonly Delivery[]): Promise<void> => {
  for (const { message, payload } of deliveries) {
    const response = await fetch(`${simulatorUrl}/_control/deliver`, {
      method: 'POST',
      body: JSON.stringify(payload),
    });
    const { status, body } = z.parse(outcomeSchema, await response.json());
    if (status !== 200) throw new Error(`The delivery of message ${message} ended with ${status}: ${body}`);
  }
};
