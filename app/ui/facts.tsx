import type { ReactNode } from 'react';

/** A list of facts: a word, and what it is here. */
export const Facts = (props: { children: ReactNode }) => (
  <dl className="facts">{props.children}</dl>
);

export function Fact(props: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </>
  );
}
