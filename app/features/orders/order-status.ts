/** The closed vocabulary of an order's progress, ours and every provider's. */
export const orderStatuses = [
  'to-place',
  'placed',
  'in-collection',
  'cancelling',
  'completed',
  'failed',
  'cancelled',
  'expired',
] as const;
export type OrderStatus = (typeof orderStatuses)[number];

/** Where each status may lead. A job that is repeated finds the order already there and does nothing. */
const next: Record<OrderStatus, readonly OrderStatus[]> = {
  'to-place': ['placed', 'failed', 'cancelling', 'cancelled'],
  placed: ['in-collection', 'completed', 'failed', 'cancelling', 'cancelled', 'expired'],
  'in-collection': ['completed', 'failed', 'cancelling', 'cancelled', 'expired'],
  cancelling: ['cancelled', 'completed', 'failed', 'expired'],
  completed: [],
  failed: [],
  cancelled: [],
  expired: [],
};

export const mayBecome = (from: OrderStatus, to: OrderStatus) => next[from].includes(to);

/** Nothing more is to be expected of the provider. */
export const isOver = (status: OrderStatus) => next[status].length === 0;

/**
 * The act that the statuses of a request's orders perform on it; null for none. While one order is open, only the first that is
 * being collected counts. Once all are over they end the request as they ended, and leave it to the desk where they ended
 * otherwise, or where one was completed and part of the area is missing: a request whose area is covered is over before.
 */
export function actOfOrders(
  statuses: readonly OrderStatus[],
): 'collect' | 'fail' | 'cancel-by-provider' | 'expire' | 'fall-short' | null {
  if (!statuses.every(isOver)) return statuses.includes('in-collection') ? 'collect' : null;
  const [status, ...others] = new Set(statuses);
  if (status === undefined) return null;
  if (others.length > 0) return 'fall-short';
  if (status === 'failed') return 'fail';
  if (status === 'cancelled') return 'cancel-by-provider';
  if (status === 'expired') return 'expire';
  return 'fall-short';
}
