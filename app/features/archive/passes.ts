/**
 * The views of one pass follow each other within a few minutes: a stereo pair in one, a triplet in three. The next pass
 * over the same ground is an orbit later, an hour and a half.
 */
const passMs = 10 * 60_000;

/** Scenes by pass: those that one platform took of the same region within ten minutes of each other, oldest pass first. */
export function passesOf<S extends { platform: string; acquiredAt: Date }>(
  scenes: readonly S[],
): S[][] {
  const passes: S[][] = [];
  const open = new Map<string, S[]>();
  const inTime = [...scenes].sort((a, b) => a.acquiredAt.getTime() - b.acquiredAt.getTime());
  for (const scene of inTime) {
    const pass = open.get(scene.platform);
    const last = pass?.at(-1);
    if (pass && last && scene.acquiredAt.getTime() - last.acquiredAt.getTime() <= passMs) {
      pass.push(scene);
    } else {
      const begun = [scene];
      open.set(scene.platform, begun);
      passes.push(begun);
    }
  }
  return passes;
}
