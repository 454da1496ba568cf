import { Anchor, Group, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import './home.css';

/** A part of a home page: its title, a link to all of it, and what it holds. */
export function HomeSection(props: {
  id: string;
  title: string;
  all?: { href: string; label: string };
  children: ReactNode;
}) {
  return (
    <section className="home-section" aria-labelledby={props.id}>
      <Group justify="space-between" align="baseline" mb="sm">
        <Title order={2} size="h3" id={props.id}>
          {props.title}
        </Title>
        {props.all && <Anchor href={props.all.href}>{props.all.label}</Anchor>}
      </Group>
      {props.children}
    </section>
  );
}
