import { Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';

/** Nothing here yet: says so, and the next step. */
export function EmptyState(props: { title: string; children?: ReactNode }) {
  return (
    <Paper withBorder p="xl" className="empty-state">
      <Title order={2} size="h4" mb={8}>
        {props.title}
      </Title>
      <Text c="dimmed" component="div">
        {props.children}
      </Text>
    </Paper>
  );
}
