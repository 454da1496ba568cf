import { textAt, type XmlElement } from './read-xml.ts';

/** How the supplier names our order; null where absent, empty or 'NONE'. */
export type OrderBlock = {
  customerReference: string | null;
  internalReference: string | null;
  commercialReference: string | null;
  commercialItem: string | null;
  comment: string | null;
};

/** Reads the order block of a volume or of a product. */
export function readOrderBlock(root: XmlElement): OrderBlock {
  const path = 'Product_Information/Delivery_Identification/Order_Identification';
  const said = (name: string) => {
    const text = textAt(root, `${path}/${name}`);
    return text === null || /^(none|na|n\/a)$/i.test(text) ? null : text;
  };
  return {
    customerReference: said('CUSTOMER_REFERENCE'),
    internalReference: said('INTERNAL_REFERENCE'),
    commercialReference: said('COMMERCIAL_REFERENCE'),
    commercialItem: said('COMMERCIAL_ITEM'),
    comment: said('COMMENT'),
  };
}

/** The references by which an order may be recognised; the comment is free text and the item a mere rank. */
export const referencesOf = (order: OrderBlock): string[] =>
  [order.customerReference, order.internalReference, order.commercialReference].filter(
    (reference) => reference !== null,
  );
