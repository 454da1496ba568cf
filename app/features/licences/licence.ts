/** May this person have this product today? Pure: the page explains the same answer that the download obeys. */

export type LicenceAnswer =
  | { ok: true; entityId: string; licenceVersionId: string }
  | { ok: false; why: 'not-signed-in' | 'no-member-entity' | 'not-accepted' };

/**
 * A scene may be retrieved by a person of a member entity who has accepted, on that entity's behalf, the text of the
 * scene's licence that is in force. A new version of the text has to be accepted anew.
 */
export function mayRetrieve(
  memberEntityIds: readonly string[] | null,
  versionInForceId: string,
  acceptances: readonly { licenceVersionId: string; entityId: string }[],
): LicenceAnswer {
  if (memberEntityIds === null) return { ok: false, why: 'not-signed-in' };
  if (memberEntityIds.length === 0) return { ok: false, why: 'no-member-entity' };
  const accepted = acceptances.find(
    (a) => a.licenceVersionId === versionInForceId && memberEntityIds.includes(a.entityId),
  );
  return accepted
    ? { ok: true, entityId: accepted.entityId, licenceVersionId: versionInForceId }
    : { ok: false, why: 'not-accepted' };
}

/** The credit line to paste under an image, from the licence's template: `{year}` and `{platform}` are the scene's. */
export function creditLine(
  template: string,
  scene: { platform: string; acquiredAt: Date },
): string {
  return template
    .replaceAll('{year}', String(scene.acquiredAt.getUTCFullYear()))
    .replaceAll('{platform}', scene.platform);
}
