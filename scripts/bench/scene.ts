import type { SandboxScene } from '../../app/features/orders/providers/sandbox-layout.ts';
import { polygonOf } from '../../app/features/orders/providers/sandbox-strips.ts';

/** One Pléiades scene near Montpellier, always the same. */
export const packageScene: SandboxScene = {
  family: 'pleiades',
  missionIndex: '1A',
  orderId: 'bench',
  providerReference: 'SBX-BENCH',
  level: 'ortho',
  bands: 'pansharpened',
  footprint: polygonOf([3.8, 43.55, 3.95, 43.65]),
  views: [{ acquiredAt: new Date('2026-06-15T10:30:00Z'), incidenceDeg: 12, azimuthDeg: 180 }],
  cloudCoverPct: 5,
  gsdM: 0.5,
  producedAt: new Date('2026-06-16T10:30:00Z'),
  seed: 7,
};
