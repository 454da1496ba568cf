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

/** The act that an order's status performs on its request; null for none. A request whose area is covered is over before. */
export function actOfEnd(
  status: OrderStatus,
): 'collect' | 'fail' | 'cancel-by-provider' | 'expire' | 'fall-short' | null {
  if (status === 'in-collection') return 'collect';
  if (status === 'failed') return 'fail';
  if (status === 'cancelled') return 'cancel-by-provider';
  if (status === 'expired') return 'expire';
  if (status === 'completed') return 'fall-short';
  return null;
}
