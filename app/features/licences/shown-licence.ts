type Words = { fr: string; en: string };

/** A licence with its text in force, as pages show it. */
export type ShownLicence = {
  id: string;
  name: Words;
  /** What it allows, in one plain sentence. */
  summary: Words;
  versionId: string;
  version: string;
  effectiveAt: Date;
};

/** What a page needs of a licence, without its full text. */
export function shownLicence(licence: {
  id: string;
  name: Words;
  summary: Words;
  version: { id: string; version: string; effectiveAt: Date };
}): ShownLicence {
  const { id, name, summary, version } = licence;
  return {
    id,
    name,
    summary,
    versionId: version.id,
    version: version.version,
    effectiveAt: version.effectiveAt,
  };
}
