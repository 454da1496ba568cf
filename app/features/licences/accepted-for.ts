/** For which entity a text was accepted, and when. */
export type Accepted = { entityId: string; entityName: string; at: Date };

/** Of these acceptances those of one text, with the names of the person's entities; an entity they have left has none. */
export function acceptedFor(
  versionId: string,
  acceptances: readonly { licenceVersionId: string; entityId: string; at: Date }[],
  affiliations: readonly { entityId: string; entityName: string }[],
): Accepted[] {
  return acceptances
    .filter((a) => a.licenceVersionId === versionId)
    .flatMap(({ entityId, at }) => {
      const entity = affiliations.find((a) => a.entityId === entityId);
      return entity ? [{ entityId, entityName: entity.entityName, at }] : [];
    });
}
