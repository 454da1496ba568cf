/** What a scene page reads from the STAC item beyond the catalogue's columns; null where the item does not say it. */
export type StacFacts = {
  level: string | null;
  facility: string | null;
  software: string | null;
  sunElevationDeg: number | null;
  offNadirDeg: number | null;
  /** EPSG code of an ortho-image; null in sensor geometry. */
  projection: string | null;
  bands: { name: string; commonName: string | null }[];
};

/** Reads a stored STAC item (https://github.com/radiantearth/stac-spec/tree/v1.1.0). Never throws: what has another form is left out. */
export function stacFacts(stac: Record<string, unknown>): StacFacts {
  const properties = recordOf(stac.properties);
  return {
    level: textOf(properties['processing:level']),
    facility: textOf(properties['processing:facility']),
    software: softwareOf(properties['processing:software']),
    sunElevationDeg: numberOf(properties['view:sun_elevation']),
    offNadirDeg: numberOf(properties['view:off_nadir']),
    projection: textOf(properties['proj:code']),
    bands: bandsOf(stac.assets),
  };
}

function softwareOf(value: unknown): string | null {
  const named = Object.entries(recordOf(value)).map(([name, version]) =>
    typeof version === 'string' ? `${name} ${version}` : name,
  );
  return named.length > 0 ? named.join(', ') : null;
}

function bandsOf(assets: unknown): StacFacts['bands'] {
  const found = new Map<string, StacFacts['bands'][number]>();
  for (const asset of Object.values(recordOf(assets))) {
    const { bands } = recordOf(asset);
    for (const band of Array.isArray(bands) ? bands.map(recordOf) : []) {
      const name = textOf(band.name);
      if (name && !found.has(name)) {
        found.set(name, { name, commonName: textOf(band['eo:common_name']) });
      }
    }
  }
  return [...found.values()];
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
const numberOf = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
