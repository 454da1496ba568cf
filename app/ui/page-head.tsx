import type { ReactNode } from 'react';
import { Text, Title } from './text.tsx';

/** The head of a page: its one h1, a sentence, and what can be done from here. */
export function PageHead(props: { title: ReactNode; lede?: ReactNode; actions?: ReactNode }) {
  return (
    <div className="page-head">
      <div>
        <Title order={1}>{props.title}</Title>
        {props.lede && (
          <Text c="dimmed" mt={4} component="div">
            {props.lede}
          </Text>
        )}
      </div>
      {props.actions && <div className="page-actions">{props.actions}</div>}
    </div>
  );
}
