import { Link } from '@remix-run/react';
import { createElement, type ReactNode } from 'react';
import './text.css';

type Margins = { mt?: Space; mb?: Space };
type Space = number | 'xs' | 'sm' | 'md';

/**
 * Words as Mantine's `Text` writes them, and by the same names. A plain element, because a page made of Mantine's takes the
 * server several times as long.
 */
export function Text(
  props: Margins & {
    component?: 'p' | 'div' | 'span';
    size?: 'sm';
    fw?: 600;
    c?: 'dimmed';
    children: ReactNode;
  },
) {
  return createElement(
    props.component ?? 'p',
    {
      className: 'text',
      'data-size': props.size,
      'data-strong': props.fw ? '' : undefined,
      'data-dimmed': props.c ? '' : undefined,
      style: marginsOf(props),
    },
    props.children,
  );
}

/** A heading of its rank: the page's own is larger than those of its parts. */
export function Title(props: Margins & { order: 1 | 2 | 3; id?: string; children: ReactNode }) {
  const { order, id, children } = props;
  return createElement(`h${order}`, { className: 'title', id, style: marginsOf(props) }, children);
}

/** A link among words or in a table, underlined so that it is not told by its colour alone. */
export const TextLink = (props: { to: string; children: ReactNode }) => (
  <Link className="text-link" {...props} />
);

const marginsOf = ({ mt, mb }: Margins) =>
  mt === undefined && mb === undefined
    ? undefined
    : { marginTop: lengthOf(mt), marginBottom: lengthOf(mb) };

const lengthOf = (space: Space | undefined) =>
  typeof space === 'string' ? `var(--mantine-spacing-${space})` : space;
