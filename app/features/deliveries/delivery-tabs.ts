import { type DeliveryState, deliveryStates } from './delivery-status.ts';

export { deliveryStates } from './delivery-status.ts';

/** The state in an address; what has just arrived unless said. */
export const readDeliveryState = (text: string | null): DeliveryState =>
  deliveryStates.find((state) => state === text) ?? 'arrived';
