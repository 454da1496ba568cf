import { describe, expect, it } from 'vitest';
import { boxPolygon } from '#app/features/areas/area.ts';
import { deliveredShare } from '#app/features/deliveries/settle-delivery.ts';

const granted = boxPolygon([5, 45, 5.2, 45.1]);
const west = boxPolygon([4.9, 44.9, 5.1, 45.2]);
const east = boxPolygon([5.1, 44.9, 5.3, 45.2]);
const all = boxPolygon([4.9, 44.9, 5.3, 45.2]);
const elsewhere = boxPolygon([8, 45, 8.2, 45.1]);

describe('the share delivered', () => {
  it('is nothing without a scene over the area', async () => {
    const nothing = { pct: 0, complete: false };
    expect(await deliveredShare(granted, [], 'mono')).toEqual(nothing);
    expect(await deliveredShare(granted, [elsewhere], 'mono')).toEqual(nothing);
  });

  it('counts ground that two scenes show once, in mono', async () => {
    const half = await deliveredShare(granted, [west, west], 'mono');
    expect(half.pct).toBeCloseTo(50, 1);
    expect(half.complete).toBe(false);
    expect((await deliveredShare(granted, [west, east], 'mono')).complete).toBe(true);
  });

  it('is complete but for a thread along the edge', async () => {
    const nearly = boxPolygon([5, 45, 5.19985, 45.1]);
    expect((await deliveredShare(granted, [nearly], 'mono')).complete).toBe(true);
    const short = boxPolygon([5, 45, 5.199, 45.1]);
    expect((await deliveredShare(granted, [short], 'mono')).complete).toBe(false);
  });

  it('counts ground once as many scenes show it as the mode has views', async () => {
    expect((await deliveredShare(granted, [all], 'stereo')).pct).toBe(0);
    expect((await deliveredShare(granted, [all, west], 'stereo')).pct).toBeCloseTo(50, 1);
    expect((await deliveredShare(granted, [all, west, east], 'stereo')).complete).toBe(true);
    expect((await deliveredShare(granted, [all, all], 'tristereo')).pct).toBe(0);
    expect((await deliveredShare(granted, [all, west, all, east], 'tristereo')).complete).toBe(
      true,
    );
  });

  it('does not depend on the order of arrival', async () => {
    const forth = await deliveredShare(granted, [west, all, east], 'stereo');
    const back = await deliveredShare(granted, [east, all, west], 'stereo');
    expect(forth.complete).toBe(true);
    expect(back.pct).toBeCloseTo(forth.pct, 3);
  });
});
