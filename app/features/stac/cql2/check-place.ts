import type { Geometry, Position } from 'geojson';
import { quoted } from '../bad-parameter.ts';
import { boxGeometry } from '../bbox.ts';
import { readGeometry } from '../geojson.ts';
import type { Place, Queryables } from './condition.ts';
import { fault, type Node } from './node.ts';

/** The queryable of that name, which may be written as the path in the item. */
export function propertyName(name: string, queryables: Queryables): string {
  const bare = name.startsWith('properties.') ? name.slice('properties.'.length) : name;
  if (Object.hasOwn(queryables, bare)) return bare;
  throw fault(
    `${quoted(bare)} is not among the queryables: ${Object.keys(queryables).join(', ')}.`,
  );
}

/** A geometry in longitude and latitude. @throws BadParameter outside of ±180 and ±90. */
export function checkPlace(node: Node, queryables: Queryables): Place {
  switch (node.kind) {
    case 'property': {
      const name = propertyName(node.name, queryables);
      if (queryables[name] === 'geometry') return { kind: 'property', type: 'geometry', name };
      throw fault(`${quoted(name)} is no geometry.`);
    }
    case 'geometry': {
      readGeometry(
        node.geometry,
        (reason) => fault(`a geometry: ${reason}`),
        () => undefined,
      );
      const far = firstOutside(node.geometry);
      if (far)
        throw fault(`the position ${far.slice(0, 2).join(' ')} is no longitude and latitude.`);
      return { kind: 'geometry', type: 'geometry', geometry: node.geometry };
    }
    case 'bbox': {
      const geometry = boxGeometry(node.box, 'filter');
      return { kind: 'geometry', type: 'geometry', geometry };
    }
    default:
      throw fault('a spatial predicate takes geometries.');
  }
}

/** The first position that is not on Earth, or null. */
export function firstOutside(geometry: Geometry): Position | null {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) {
      const far = firstOutside(part);
      if (far) return far;
    }
    return null;
  }
  return outsideIn(geometry.coordinates);
}

type Nested = Position | Position[] | Position[][] | Position[][][];

function outsideIn(nested: Nested): Position | null {
  if (isPosition(nested)) {
    const [lon = Number.NaN, lat = Number.NaN] = nested;
    return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? null : nested;
  }
  for (const part of nested) {
    const far = outsideIn(part);
    if (far) return far;
  }
  return null;
}

const isPosition = (nested: Nested): nested is Position => typeof nested[0] === 'number';
