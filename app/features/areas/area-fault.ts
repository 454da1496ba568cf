import type { LonLat } from './geometry.ts';

/** What makes an area unusable, with the place to show on the map where there is one. Texts: `areas:fault.<code>`. */
export type AreaFault = {
  code: AreaFaultCode;
  at?: LonLat;
  params?: Record<string, number | string>;
};

export const areaFaultCodes = [
  // Not a surface, or without usable numbers.
  'not-a-polygon',
  'empty',
  'not-a-number',
  'swapped-order',
  'out-of-range',
  'crosses-antimeridian',
  // More than is taken.
  'too-many-vertices',
  'too-many-parts',
  // One ring.
  'too-few-points',
  'ring-open',
  'spike',
  'bow-tie',
  'self-intersection',
  'self-touch',
  // Several rings.
  'duplicate-rings',
  'rings-cross',
  'hole-on-outline',
  'hole-outside',
  'nested-holes',
  'cut-apart',
  'overlapping-parts',
  'adjacent-parts',
  'nested-parts',
  // What an offer asks.
  'too-small',
  'too-narrow',
  'too-large',
] as const;
export type AreaFaultCode = (typeof areaFaultCodes)[number];

/** The caller's limits: they are the desk's to change. What is left out is not checked. */
export type AreaLimits = {
  maxVertices?: number;
  maxParts?: number;
  minAreaHa?: number;
  maxAreaHa?: number;
};

/** What the desk can take at all; offers take less. */
export const MOST_VERTICES = 50_000;
export const MOST_PARTS = 1000;
