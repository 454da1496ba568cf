import { type OrderBlock, readOrderBlock } from './order-block.ts';
import { attributeAt, elementsAt, textAt, type XmlDocument, type XmlElement } from './read-xml.ts';

/** One entry of a volume; addresses are relative to the volume file, as written. */
export type VolumeComponent = {
  title: string | null;
  /** 'DIMAP' for a product or a deeper volume, 'ENCAPSULATED' for everything else. */
  type: string | null;
  href: string | null;
  /** Icon or preview. */
  thumbnailHref: string | null;
};

export type DimapVolume = {
  datasetName: string | null;
  datasetId: string | null;
  order: OrderBlock;
  components: VolumeComponent[];
  styleHref: string | null;
};

/**
 * Reads VOL_PHR.XML, VOL_PNEO.XML, SPOT_LIST.XML, SPOT_PROD.XML or SPOT_VOL.XML (documentKind: 'volume').
 * SPOT_LIST puts its components directly under the root, the others under Dataset_Content.
 */
export function parseVolume({ root, styleHref }: XmlDocument): DimapVolume {
  const list = 'Dataset_Components/Component';
  const components = [...elementsAt(root, `Dataset_Content/${list}`), ...elementsAt(root, list)];
  return {
    datasetName: textAt(root, 'Dataset_Identification/DATASET_NAME'),
    datasetId: textAt(root, 'Dataset_Identification/DATASET_ID'),
    order: readOrderBlock(root),
    components: components.map(readComponent),
    styleHref,
  };
}

/** Is this entry a part of the delivery (a product or a deeper volume), not documentation or decoration? */
export const isPart = ({ type, href }: VolumeComponent): boolean =>
  href !== null && (type === 'DIMAP' || (type === null && /\.xml$/i.test(href)));

const readComponent = (component: XmlElement): VolumeComponent => ({
  title: textAt(component, 'COMPONENT_TITLE'),
  type: textAt(component, 'COMPONENT_TYPE'),
  href: attributeAt(component, 'COMPONENT_PATH', 'href'),
  thumbnailHref:
    attributeAt(component, 'COMPONENT_TN_PATH', 'href') ??
    attributeAt(component, 'COMPONENT_QL_PATH', 'href'),
});
