import { expect, test } from 'vitest';
import { delivered, deliveriesFrom } from '#local/demo/script.ts';

const order = deliveriesFrom(0).map(({ message }) => message);

test('the demo delivers every message, some late, some again, and ends with a new one', () => {
  const distinct = [...new Set(order)];

  expect(distinct.toSorted((a, b) => a - b)).toEqual(delivered.map((_message, index) => index + 1));
  expect(distinct).not.toEqual(distinct.toSorted((a, b) => a - b));
  expect(order.length).toBeGreaterThan(distinct.length);
  expect(order.indexOf(order.at(-1) ?? 0)).toBe(order.length - 1);
});

test('one repeat is the same bytes again, another a new request with a later timestamp', () => {
  const bodies = (message: number) =>
    deliveriesFrom(0).flatMap((delivery) =>
      delivery.message === message ? [JSON.stringify(delivery.payload)] : [],
    );

  expect(new Set(bodies(3)).size).toBe(1);
  expect(new Set(bodies(6)).size).toBe(2);
});
