/**
 * A parcel's way in: `arrived` (folder seen, to be read), `incomplete` (waits for the rest), `set-aside` (damaged or
 * unknown, the desk is told), `ingested` (checked, stored, catalogued: the only state in which anything of it is seen).
 */
export const deliveryStates = ['arrived', 'incomplete', 'set-aside', 'ingested'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** May the desk ask for it to be read again? */
export const mayRetry = (state: DeliveryState) => state === 'incomplete' || state === 'set-aside';

/** Is any of it visible to members? */
export const isVisible = (state: DeliveryState) => state === 'ingested';
